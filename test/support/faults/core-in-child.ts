import Database from 'better-sqlite3';
import type { Client } from '../../../src/shared/rpc/client.ts';
import { toWireError } from '../../../src/shared/errors.ts';
import { openCore } from '../../../src/main/hosts/cli/open-core.ts';
import { resourcesOf } from '../../../src/main/core/options.ts';
import { root } from '../../setup/run-script.ts';
import type { ChildReply, ChildRequest, KillPoint } from './child-messages.ts';

/**
 * A whole core in a process of its own, which kills itself in the middle of a call where it is asked to: before the n-th statement that
 * changes the database, or at the n-th report of progress. It loads everything first and waits to be told which folder to open.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
let killPoint: KillPoint | undefined;
const counts = { statements: 0, reports: 0 };

function count(what: keyof typeof counts): void {
  counts[what]++;
  if (killPoint?.of === what && counts[what] === killPoint.count) {
    process.kill(process.pid, killPoint.signal ?? 'SIGKILL');
  }
}

/** Counts what a method does of the class that `example` is of. */
function countCalls(example: object, method: string): void {
  const methods = Object.getPrototypeOf(example) as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[method]!;
  methods[method] = function (...args) {
    count('statements');
    return original.apply(this, args);
  };
}

const scrap = new Database(':memory:');
countCalls(scrap.prepare('CREATE TABLE scrap (number)'), 'run');
countCalls(scrap, 'exec');
countCalls(scrap, 'pragma');
scrap.close();

function reply(message: ChildReply): void {
  process.send?.(message);
}

let client: Client | undefined;
let close: (() => Promise<void>) | undefined;

async function answer(request: ChildRequest): Promise<unknown> {
  if (request.kind === 'close') {
    await close?.();
    close = undefined;
    return null;
  }
  killPoint = request.killPoint;
  Object.assign(counts, { statements: 0, reports: 0 });
  if (request.kind === 'open') {
    const resources = { ...resourcesOf(root, 'test'), ...request.resources };
    ({ client, close } = await openCore({ dataDir: request.dataDir, resources, log: () => undefined }));
    return null;
  }
  if (!client) throw new Error('the core was not opened');
  return client.call(request.name, request.input as never, {
    onProgress: (progress) => {
      reply({ kind: 'progress', progress });
      count('reports');
    },
  });
}

process.on('message', (message) => {
  const request = message as ChildRequest; // our own parent's
  answer(request).then(
    (output) => reply({ kind: 'answer', id: request.id, output, counts }),
    (error: unknown) => reply({ kind: 'error', id: request.id, error: toWireError(error) }),
  );
});
reply({ kind: 'started' });
process.on('disconnect', () => process.exit());
