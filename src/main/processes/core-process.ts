import type { Port } from '../../shared/rpc/port.ts';
import type { CoreMessage, HostMessage } from './link.ts';

/** A core in a process of its own, as a host holds it. */
export interface CoreProcess {
  /** Closes, with a reason, once the process has exited. */
  readonly port: Port<HostMessage, CoreMessage>;
  readonly pid: number | undefined;
  /** Ends it without asking. */
  kill(): void;
}

/** How a host starts its core: a utility process of Electron, or a child process of Node. */
export type StartCore = () => CoreProcess;

/** What a person can read of the way that a process ended. */
export function describeExit(code: number | null, signal: string | null): string {
  return `the core stopped (${signal ? `signal ${signal}` : `exit code ${code ?? 'unknown'}`})`;
}
