import { fork, type ChildProcess } from 'node:child_process';
import { decodeFrame, encodeFrame } from '../../shared/rpc/frame.ts';
import { describeExit, type CoreProcess } from './core-process.ts';
import type { CoreMessage, HostMessage } from './link.ts';
import { logLines } from './log-lines.ts';
import { createPortEnd } from './port-end.ts';

export interface ForkCoreOptions {
  /** The bundled entry of the core's process. */
  readonly entry: string;
  readonly args: readonly string[];
  /** The Node to run it by; the default is the one that runs this. */
  readonly node?: string;
  readonly log: (line: string) => void;
}

/** Resolves when the process is gone and everything it sent has been read, or when it could not be started. */
function exitOf(child: ChildProcess): Promise<string> {
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(`the core could not be started: ${error.message}`);
    });
  });
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(describeExit(code, signal)));
  });
  const drained = new Promise<void>((resolve) => child.once('disconnect', resolve));
  return Promise.race([failed, Promise.all([exited, drained]).then(([reason]) => reason)]);
}

/**
 * Starts the core as a child process of Node. Messages travel as frames, which any two versions of Node understand;
 * the advanced serialization carries their bytes as they are.
 */
export function forkCore({ entry, args, node, log }: ForkCoreOptions): CoreProcess {
  const child = fork(entry, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    ...(node !== undefined && { execPath: node }),
  });
  logLines(child.stdout, log);
  logLines(child.stderr, log);
  const end = createPortEnd<HostMessage, CoreMessage>(
    (message) => {
      // A failed send means that the process is gone, which its exit tells.
      if (child.connected) child.send(encodeFrame(message), () => undefined);
    },
    () => {
      if (child.connected) child.disconnect();
    },
  );
  // Our own core is trusted, so its messages have this form.
  child.on('message', (frame) => end.deliver(decodeFrame(frame as unknown as Uint8Array) as CoreMessage));
  void exitOf(child).then((reason) => end.closed(reason));
  return { port: end.port, pid: child.pid, kill: () => void child.kill('SIGKILL') };
}
