import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Caller } from '../../shared/rpc/router.ts';
import type { WireError } from '../../shared/errors.ts';

/**
 * What a host and its core process say to each other over their one port. Each page, socket or command of the host has
 * a channel of its own, so that ids of different callers never meet.
 */
export type HostMessage =
  | { readonly kind: 'open'; readonly channel: number; readonly caller: Caller }
  | { readonly kind: 'close'; readonly channel: number }
  | { readonly kind: 'to-core'; readonly channel: number; readonly message: ClientMessage }
  | { readonly kind: 'shutdown' };

/** `failed`: the core could not start, and trying again at once would not help (a damaged database); then it exits. */
export type CoreMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'to-caller'; readonly channel: number; readonly message: ServerMessage };
