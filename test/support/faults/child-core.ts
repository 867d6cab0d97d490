import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Resources } from '../../../src/main/core/options.ts';
import type { CallerInput, ProcedureName, ProcedureOutput } from '../../../src/shared/contract.ts';
import { AppError, fromWireError } from '../../../src/shared/errors.ts';
import type { Progress } from '../../../src/shared/progress.ts';
import { root } from '../../setup/run-script.ts';
import type { CallCounts, ChildReply, ChildRequest, KillPoint } from './child-messages.ts';

export interface ChildCallOptions {
  /** Where in the call the child kills itself. */
  readonly killPoint?: KillPoint | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** A core in a process of its own, run from the sources, that can be killed at any moment. */
export interface ChildCore {
  readonly pid: number | undefined;
  /** Settles when the process has loaded its code. */
  readonly started: Promise<void>;
  open(dataDir: string, resources?: Partial<Resources>, killPoint?: KillPoint): Promise<void>;
  /** Fails with the core's error, or `process-exited` when the child was killed before it answered. */
  call<N extends ProcedureName>(
    name: N,
    input: CallerInput<N>,
    options?: ChildCallOptions,
  ): Promise<ProcedureOutput<N>>;
  /** What the last answered call did. */
  lastCounts(): CallCounts;
  /** Closes the core in good order; the process stays, and can open one again. */
  close(): Promise<void>;
  /** Closes the core, and ends the process in good order. */
  end(): Promise<void>;
  /** Ends the process at once (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
}

/** How a child is started: by itself, or by a command in front of it, such as one that limits it. */
export interface ChildOptions {
  readonly command?: readonly string[];
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Starts the process, which loads the core's code and then waits for `open`. */
export function startChildCore({ command = [], cwd, env }: ChildOptions = {}): ChildCore {
  const [execPath = process.execPath, ...before] = [...command, process.execPath];
  const child = fork(join(import.meta.dirname, 'core-in-child.ts'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execPath,
    execArgv: before,
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
  });
  const pending = new Map<number, { resolve: (reply: unknown) => void; reject: (error: AppError) => void }>();
  let nextId = 1;
  let counts: CallCounts = { statements: 0, reports: 0 };
  let onProgress: ((progress: Progress) => void) | undefined;
  let isGone = false;

  function end(): void {
    isGone = true;
    for (const { reject } of pending.values()) reject(new AppError('process-exited', 'the core was killed'));
    pending.clear();
  }
  // The last answers are read before the channel closes.
  const started = new Promise<void>((resolve) => child.once('message', () => resolve()));
  const gone = Promise.all([
    new Promise((resolve) => child.once('exit', resolve)),
    new Promise((resolve) => child.once('disconnect', resolve)),
  ]).then(end);

  child.on('message', (message) => {
    const reply = message as unknown as ChildReply; // our own child's
    if (reply.kind === 'started') return;
    if (reply.kind === 'progress') return onProgress?.(reply.progress);
    const call = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.kind === 'error') return call?.reject(fromWireError(reply.error));
    counts = reply.counts;
    call?.resolve(reply.output);
  });

  function ask(request: Unnumbered<ChildRequest>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (isGone) return reject(new AppError('process-exited', 'the core was killed'));
      const id = nextId++;
      pending.set(id, { resolve, reject });
      child.send({ ...request, id }, () => undefined); // a failed send means that the process is gone
    });
  }

  return {
    pid: child.pid,
    started: Promise.race([started, gone]),
    open: async (dataDir, resources = {}, killPoint) => {
      const kernelWorkerFile = join(root, 'src/main/core/vectors/kernels/kernel-worker.ts');
      await ask({ kind: 'open', dataDir, resources: { kernelWorkerFile, ...resources }, killPoint });
    },
    call: (name, input, options = {}) => {
      onProgress = options.onProgress;
      // The core checks its outputs against the contract.
      return ask({ kind: 'call', name, input, killPoint: options.killPoint }) as Promise<never>;
    },
    lastCounts: () => counts,
    close: async () => void (await ask({ kind: 'close' })),
    end: async () => {
      await ask({ kind: 'close' });
      child.disconnect();
      await gone;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Imports a file as the command line does: it is opened, and then imported by its handle. */
export async function importFile(
  core: ChildCore,
  { path, name }: { readonly path: string; readonly name?: string },
  options: ChildCallOptions = {},
): Promise<ProcedureOutput<'sets.import'>> {
  const { file } = await core.call('files.open', { path, mode: 'read', isTemporary: false });
  return core.call('sets.import', { file, ...(name !== undefined && { name }) }, options);
}
