import { createMemoryPortPair } from '../../shared/rpc/memory-port.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { serveCaller, type ServeOptions, type Services } from './serve-channels.ts';

/** A port to services in this very process: what the command line and tests call them by. */
export function connectServices(
  services: Services,
  options: ServeOptions,
): Port<ClientMessage, ServerMessage> {
  const [port, served] = createMemoryPortPair<ClientMessage, ServerMessage>();
  serveCaller(served, services, options);
  return port;
}
