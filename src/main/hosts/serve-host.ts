import { parseClientMessage, type ClientMessage, type ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { Router } from '../../shared/rpc/router.ts';
import { serve } from '../../shared/rpc/serve.ts';

const isForHost = (message: ClientMessage): boolean =>
  message.kind === 'call' && message.name.startsWith('host.');

/**
 * Answers a page's calls of `host.` procedures right here, and returns the port with all that is left: what the core is to see.
 * A cancel names only an id, so both get it; who does not know the id ignores it.
 */
export function serveHost(
  page: Port<ServerMessage, unknown>,
  router: Router,
  log: (line: string) => void,
): Port<ServerMessage, unknown> {
  const own: Port<ServerMessage, ClientMessage> = {
    ...page,
    onMessage: (listener) =>
      page.onMessage((value) => {
        const message = parseClientMessage(value);
        if (message && (message.kind === 'cancel' || isForHost(message))) listener(message);
      }),
  };
  const onInternalError = (name: string, error: unknown): void =>
    log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  serve(own, router, { caller: 'page', onInternalError });
  return {
    ...page,
    onMessage: (listener) =>
      page.onMessage((value) => {
        const message = parseClientMessage(value);
        if (message && !isForHost(message)) listener(message);
      }),
  };
}
