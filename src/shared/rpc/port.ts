import type { Dispose } from '../dispose.ts';

/** One end of a two-way message channel. Each transport (memory, process, IPC, WebSocket) implements just this. */
export interface Port<Outgoing, Incoming> {
  post(message: Outgoing): void;
  onMessage(listener: (message: Incoming) => void): Dispose;
  /** Called once when the other end is gone, with a reason a person can read. */
  onClose(listener: (reason: string) => void): Dispose;
  close(): void;
}
