import type { WireError } from '../errors.ts';
import type { Progress } from '../progress.ts';

/** What a caller sends. Ids are chosen by the caller and unique on its port. */
export type ClientMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the serving side sends: any number of progress reports, then exactly one answer or error per call. */
export type ServerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Parses a message from outside; undefined where it is none. Inputs are parsed later, by the contract. */
export function parseClientMessage(value: unknown): ClientMessage | undefined {
  if (!isRecord(value) || !Number.isSafeInteger(value.id)) return undefined;
  const id = value.id as number;
  if (value.kind === 'cancel') return { kind: 'cancel', id };
  if (value.kind === 'call' && typeof value.name === 'string') {
    return { kind: 'call', id, name: value.name, input: value.input };
  }
  return undefined;
}
