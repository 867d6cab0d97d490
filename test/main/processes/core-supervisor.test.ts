import { describe, expect, it } from 'vitest';
import type { EventPayload } from '../../../src/shared/contract.ts';
import { AppError, hasCode } from '../../../src/shared/errors.ts';
import { createClient } from '../../../src/shared/rpc/client.ts';
import { createMemoryPortPair } from '../../../src/shared/rpc/memory-port.ts';
import type { CoreProcess } from '../../../src/main/processes/core-process.ts';
import { createCoreSupervisor } from '../../../src/main/processes/core-supervisor.ts';
import { forkCore } from '../../../src/main/processes/fork-core.ts';
import type { CoreMessage, HostMessage } from '../../../src/main/processes/link.ts';
import { runCore, type RunnableCore } from '../../../src/main/processes/run-core.ts';
import { forkTestCore } from '../../contract/support/fork-test-core.ts';
import { startMemoryCore } from '../../contract/support/memory-core.ts';
import { createTestServices } from '../../contract/support/test-services.ts';

const log = (): void => undefined;
const backoffMs = (): number => 5;

/** A core in this process that starts as it is told. */
function startWith(start: () => Promise<RunnableCore>): CoreProcess {
  const [host, core] = createMemoryPortPair<HostMessage, CoreMessage>();
  void runCore(core, start, log).then(() => core.close());
  return { port: host, pid: undefined, kill: () => core.close() };
}

function startDead(): CoreProcess {
  const [host, core] = createMemoryPortPair<HostMessage, CoreMessage>();
  core.close();
  return { port: host, pid: undefined, kill: () => undefined };
}

describe('the supervisor of the core', () => {
  it('gives up a core that crashes again and again, says so, and fails every call', async () => {
    let starts = 0;
    const start = (): CoreProcess => {
      starts++;
      return startDead();
    };
    const core = createCoreSupervisor({ start, log, backoffMs, maxCrashes: 3 });
    const client = createClient(core.connect('page'));
    const states: EventPayload<'core'>[] = [];
    const failed = new Promise<void>((resolve) => {
      client.subscribe('core', (payload) => {
        states.push(payload);
        if (payload.state === 'failed') resolve();
      });
    });
    await expect(client.call('app.info', {})).rejects.toSatisfy((error) => hasCode(error, 'process-exited'));
    await failed;
    expect(starts).toBe(3);
    expect(states.map(({ state }) => state)).toEqual(['restarting', 'restarting', 'failed']);
    expect(states[2]?.reason).toBe('the other end closed');
    await core.dispose();
  });

  it('tries once more for each call after it gave up', async () => {
    let isMended = false;
    const start = (): CoreProcess => (isMended ? startMemoryCore() : startDead());
    const core = createCoreSupervisor({ start, log, backoffMs, maxCrashes: 1 });
    const client = createClient(core.connect('page'));
    await expect(client.call('app.info', {})).rejects.toThrow('closed');
    await expect(client.call('app.info', {})).rejects.toThrow('closed');
    isMended = true;
    expect((await client.call('app.info', {})).version).toBe('1.2.3');
    await core.dispose();
  });

  it('passes on why a core cannot start, and does not try again by itself', async () => {
    let starts = 0;
    const error = new AppError('database-damaged', 'semascope.db is damaged');
    const start = (): CoreProcess => {
      starts++;
      return startWith(() => Promise.reject(error));
    };
    const core = createCoreSupervisor({ start, log, backoffMs });
    const client = createClient(core.connect('page'));
    const failed = new Promise<EventPayload<'core'>>((resolve) => {
      client.subscribe('core', resolve);
    });
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'database-damaged' });
    expect(await failed).toEqual({ state: 'failed', reason: 'semascope.db is damaged' });
    expect(starts).toBe(1);
    await core.dispose();
  });

  it('lets calls wait while the core starts', async () => {
    const start = (): CoreProcess =>
      startWith(async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return createTestServices(() => undefined);
      });
    const core = createCoreSupervisor({ start, log });
    const client = createClient(core.connect('page'));
    expect((await client.call('app.info', {})).version).toBe('1.2.3');
    await core.dispose();
  });

  it('lets the command line do what a page may not', async () => {
    const core = createCoreSupervisor({ start: startMemoryCore, log });
    const client = createClient(core.connect('command-line'));
    expect((await client.call('files.open', { path: '/x', mode: 'read' })).name).toBe('/x');
    await core.dispose();
  });

  it('closes what runs and then the core, and settles every call', async () => {
    let isDisposed = false;
    let isCanceled = false;
    const start = (): CoreProcess =>
      startWith(() => {
        const services = createTestServices(() => undefined);
        const dispose = (): Promise<void> => {
          isDisposed = isCanceled;
          return Promise.resolve();
        };
        const handle: RunnableCore['router']['handle'] = async (name, input, context) => {
          try {
            return await services.router.handle(name, input, context);
          } finally {
            await new Promise((resolve) => setTimeout(resolve, 30)); // cleans up
            if (name === 'encoders.makeTwin') isCanceled = true;
          }
        };
        return Promise.resolve({ ...services, router: { handle }, dispose });
      });
    const core = createCoreSupervisor({ start, log });
    const client = createClient(core.connect('page'));
    const call = client.call('encoders.makeTwin', {});
    const settled = expect(call).rejects.toSatisfy((error) => hasCode(error, 'process-exited'));
    await client.call('app.info', {});
    await core.dispose();
    await settled;
    expect([isCanceled, isDisposed]).toEqual([true, true]);
    await expect(client.call('app.info', {})).rejects.toThrow('the app is closing');
    await expect(createClient(core.connect('page')).call('app.info', {})).rejects.toBeInstanceOf(AppError);
  });

  it('ends a process that does not end by itself', async () => {
    const core = createCoreSupervisor({ start: forkTestCore, log, graceMs: 50 });
    const client = createClient(core.connect('page'));
    await client.call('app.info', {});
    const pid = core.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    await core.dispose();
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it('says when the program cannot be started', async () => {
    const start = (): CoreProcess => forkCore({ entry: 'x', args: [], node: '/nowhere/node', log });
    const core = createCoreSupervisor({ start, log, maxCrashes: 1 });
    const client = createClient(core.connect('page'));
    await expect(client.call('app.info', {})).rejects.toThrow(/could not be started/);
    await core.dispose();
  });
});

describe('a core process', () => {
  it('ends by itself when its host is gone', async () => {
    const process_ = forkTestCore();
    const closed = new Promise((resolve) => process_.port.onClose(resolve));
    const ready = new Promise((resolve) => process_.port.onMessage(resolve));
    await ready;
    process_.port.close(); // what happens to the channel when the host dies
    const pid = process_.pid ?? 0;
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    void closed;
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
