import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { createIpcPort } from './ipc-port.ts';
import { openWebSocketPort } from './websocket-port.ts';

/** The way to the core: the preload's bridge in the desktop window, else a WebSocket to the page's own server. */
export function openPort(): Promise<Port<ClientMessage, ServerMessage>> {
  if (window.semascope) return Promise.resolve(createIpcPort(window.semascope));
  const url = new URL('/rpc', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return openWebSocketPort(url);
}
