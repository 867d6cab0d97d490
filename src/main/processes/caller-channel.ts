import type { WireError } from '../../shared/errors.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { createPortEnd } from './port-end.ts';

/** One caller's channel, as the supervisor holds it. It outlives the core's process; each call on it settles. */
export interface CallerChannel {
  readonly port: Port<ClientMessage, ServerMessage>;
  /** Something the core, or the host itself, says to the caller. */
  deliver(message: ServerMessage): void;
  /** A process is there: what waited goes to it, and what comes now too. */
  attach(send: (message: ClientMessage) => void): void;
  /** The process is gone: every call it had fails with this error. Calls that come now wait for the next one. */
  detach(error: WireError): void;
  closed(reason: string): void;
}

export interface ChannelOwner {
  /** A call waits and there is no process. */
  readonly onWaiting: () => void;
  readonly onClose: () => void;
}

export function createCallerChannel({ onWaiting, onClose }: ChannelOwner): CallerChannel {
  const inFlight = new Set<number>();
  let waiting: ClientMessage[] = [];
  let send: ((message: ClientMessage) => void) | undefined;

  function post(message: ClientMessage): void {
    if (message.kind === 'call') inFlight.add(message.id);
    if (send) send(message);
    else {
      waiting.push(message);
      if (message.kind === 'call') onWaiting();
    }
  }

  const end = createPortEnd<ClientMessage, ServerMessage>(post, onClose);

  return {
    port: end.port,
    deliver: (message) => {
      if (message.kind === 'answer' || message.kind === 'error') inFlight.delete(message.id);
      end.deliver(message);
    },
    attach: (next) => {
      send = next;
      const messages = waiting;
      waiting = [];
      messages.forEach(next);
    },
    detach: (error) => {
      send = undefined;
      waiting = [];
      const ids = [...inFlight];
      inFlight.clear();
      for (const id of ids) end.deliver({ kind: 'error', id, error });
    },
    closed: (reason) => end.closed(reason),
  };
}
