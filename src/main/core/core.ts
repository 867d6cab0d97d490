import type { Dispose } from '../../shared/dispose.ts';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import type { Router } from '../../shared/rpc/router.ts';

/** Called for each event that the core sends without being asked. */
export type EventListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** A running core. Hosts serve its router over a port; tests and the command line call it in memory. */
export interface Core {
  readonly router: Router;
  subscribe(listener: EventListener): Dispose;
  /** Cancels nothing by itself: callers cancel first. Closes encoders, worker threads and the database. */
  dispose(): Promise<void>;
}
