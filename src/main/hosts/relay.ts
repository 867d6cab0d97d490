import type { Dispose } from '../../shared/dispose.ts';
import { parseClientMessage, type ClientMessage, type ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';

/**
 * Ties a page's port, whose messages nobody has checked yet, to its channel to the core. Malformed messages are dropped.
 * When the page goes, its channel closes, which cancels what its calls run.
 */
export function relay(page: Port<ServerMessage, unknown>, core: Port<ClientMessage, ServerMessage>): Dispose {
  const stops = [
    page.onMessage((value) => {
      const message = parseClientMessage(value);
      if (message) core.post(message);
    }),
    core.onMessage((message) => page.post(message)),
    page.onClose(() => stop()),
    core.onClose(() => stop()),
  ];
  const stop = (): void => {
    for (const dispose of stops) dispose();
    core.close();
    page.close();
  };
  return stop;
}
