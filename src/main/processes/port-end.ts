import type { Dispose } from '../../shared/dispose.ts';
import type { Port } from '../../shared/rpc/port.ts';

/** One end of a channel as its maker holds it: the port to hand out, and the two things that happen to it. */
export interface PortEnd<Outgoing, Incoming> {
  readonly port: Port<Outgoing, Incoming>;
  deliver(message: Incoming): void;
  /** The other end is gone: told once, and nothing is delivered or sent after it. */
  closed(reason: string): void;
}

function listenerSet<T>(): { add(listener: (value: T) => void): Dispose; tell(value: T): void } {
  const listeners = new Set<(value: T) => void>();
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (value) => {
      for (const listener of [...listeners]) listener(value);
    },
  };
}

/** A port whose messages go out by `send`; `close` is called when its holder closes it, at most once. */
export function createPortEnd<Outgoing, Incoming>(
  send: (message: Outgoing) => void,
  close: () => void,
): PortEnd<Outgoing, Incoming> {
  const messages = listenerSet<Incoming>();
  const closes = listenerSet<string>();
  let isOpen = true;
  let closedReason: string | undefined;
  return {
    port: {
      post: (message) => {
        if (isOpen) send(message);
      },
      onMessage: (listener) => messages.add(listener),
      onClose: (listener) => {
        // Who comes too late is told too, but not before its own call has returned.
        if (closedReason !== undefined) queueMicrotask(() => listener(closedReason ?? ''));
        return closes.add(listener);
      },
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        close();
      },
    },
    deliver: (message) => {
      if (isOpen) messages.tell(message);
    },
    closed: (reason) => {
      if (!isOpen) return;
      isOpen = false;
      closedReason = reason;
      closes.tell(reason);
    },
  };
}
