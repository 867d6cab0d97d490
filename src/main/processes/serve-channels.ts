import type { Dispose } from '../../shared/dispose.ts';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { Caller, Router } from '../../shared/rpc/router.ts';
import { serve } from '../../shared/rpc/serve.ts';
import type { CoreMessage, HostMessage } from './link.ts';
import { createPortEnd, type PortEnd } from './port-end.ts';

/** What is served: a core, or in tests a few handlers. */
export interface Services {
  readonly router: Router;
  readonly subscribe: (listener: <N extends EventName>(name: N, payload: EventPayload<N>) => void) => Dispose;
}

export interface ServeOptions {
  readonly caller: Caller;
  readonly log: (line: string) => void;
}

/** Serves calls and events to one caller, until its port closes or the result is called. */
function serveCaller(
  port: Port<ServerMessage, ClientMessage>,
  { router, subscribe }: Services,
  { caller, log }: ServeOptions,
): Dispose {
  const onInternalError = (name: string, error: unknown): void => {
    log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  const stopServing = serve(port, router, { caller, onInternalError });
  const stopEvents = subscribe((name, payload) => port.post({ kind: 'event', name, payload }));
  const stop = (): void => {
    stopServing();
    stopEvents();
    stopClose();
  };
  const stopClose = port.onClose(stop);
  return stop;
}

/** Serves every channel that the host opens. The result closes them all, which cancels what runs. */
export function serveChannels(
  host: Port<CoreMessage, HostMessage>,
  services: Services,
  log: (line: string) => void,
): Dispose {
  const channels = new Map<number, PortEnd<ServerMessage, ClientMessage>>();

  function open(channel: number, caller: Caller): void {
    const end = createPortEnd<ServerMessage, ClientMessage>(
      (message) => host.post({ kind: 'to-caller', channel, message }),
      () => undefined,
    );
    channels.set(channel, end);
    serveCaller(end.port, services, { caller, log });
  }

  function close(channel: number): void {
    channels.get(channel)?.closed('the caller is gone');
    channels.delete(channel);
  }

  const stopMessages = host.onMessage((message) => {
    if (message.kind === 'open') open(message.channel, message.caller);
    else if (message.kind === 'close') close(message.channel);
    else if (message.kind === 'to-core') channels.get(message.channel)?.deliver(message.message);
  });
  return () => {
    stopMessages();
    for (const channel of [...channels.keys()]) close(channel);
  };
}
