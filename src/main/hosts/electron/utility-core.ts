import { utilityProcess } from 'electron';
import { decodeFrame, encodeFrame } from '../../../shared/rpc/frame.ts';
import { describeExit, type CoreProcess } from '../../processes/core-process.ts';
import type { CoreMessage, HostMessage } from '../../processes/link.ts';
import { logLines } from '../../processes/log-lines.ts';
import { createPortEnd } from '../../processes/port-end.ts';

export interface UtilityCoreOptions {
  readonly entry: string;
  readonly args: readonly string[];
  readonly log: (line: string) => void;
}

/** Starts the core in a utility process: Electron's own Node, watched by Chromium. */
export function startUtilityCore({ entry, args, log }: UtilityCoreOptions): CoreProcess {
  const child = utilityProcess.fork(entry, [...args], { serviceName: 'Semascope core', stdio: 'pipe' });
  logLines(child.stdout, log);
  logLines(child.stderr, log);
  const end = createPortEnd<HostMessage, CoreMessage>(
    (message) => child.postMessage(encodeFrame(message)),
    () => undefined,
  );
  // Our own core is trusted, so its messages have this form.
  child.on('message', (frame: Uint8Array) => end.deliver(decodeFrame(frame) as CoreMessage));
  child.on('exit', (code: number) => end.closed(describeExit(code, null)));
  return { port: end.port, pid: child.pid, kill: () => void child.kill() };
}
