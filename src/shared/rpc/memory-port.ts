import type { Dispose } from '../dispose.ts';
import type { Port } from './port.ts';

/** A connected pair of ports in one process. Messages are cloned and arrive in a later turn, as over a wire. */
export function createMemoryPortPair<A, B>(): [Port<A, B>, Port<B, A>] {
  const left = createEnd<A, B>();
  const right = createEnd<B, A>();
  left.connect(right.deliver, right.closed);
  right.connect(left.deliver, left.closed);
  return [left.port, right.port];
}

interface End<Outgoing, Incoming> {
  readonly port: Port<Outgoing, Incoming>;
  readonly deliver: (message: Incoming) => void;
  readonly closed: (reason: string) => void;
  readonly connect: (deliver: (message: Outgoing) => void, closed: (reason: string) => void) => void;
}

function createEnd<Outgoing, Incoming>(): End<Outgoing, Incoming> {
  const messageListeners = new Set<(message: Incoming) => void>();
  const closeListeners = new Set<(reason: string) => void>();
  let isOpen = true;
  let deliverToOther: (message: Outgoing) => void = () => undefined;
  let closeOther: (reason: string) => void = () => undefined;

  const listen =
    <T>(group: Set<T>) =>
    (listener: T): Dispose => {
      group.add(listener);
      return () => group.delete(listener);
    };

  return {
    port: {
      post: (message) => {
        if (!isOpen) return;
        const copy = structuredClone(message);
        setTimeout(() => deliverToOther(copy));
      },
      onMessage: listen(messageListeners),
      onClose: listen(closeListeners),
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        setTimeout(() => closeOther('the other end closed'));
      },
    },
    deliver: (message) => {
      if (isOpen) for (const listener of [...messageListeners]) listener(message);
    },
    closed: (reason) => {
      if (!isOpen) return;
      isOpen = false;
      for (const listener of [...closeListeners]) listener(reason);
    },
    connect: (deliver, closed) => {
      deliverToOther = deliver;
      closeOther = closed;
    },
  };
}
