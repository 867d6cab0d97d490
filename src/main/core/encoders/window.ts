import type { PieceRange } from './spans.ts';

/** A run of tokens that is encoded at once: the specials of both ends and the tokens `start` to `end - 1` between them. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/**
 * The window of `size` tokens around `pieces` among the tokens `start` to `end - 1`: as many before as after them, and
 * what one side lacks is given to the other. Pieces that are themselves more than `size` keep their first ones.
 */
export function cutWindow(tokens: Window, pieces: PieceRange, size: number): Window {
  if (tokens.end - tokens.start <= size) return tokens;
  const spare = Math.max(0, size - (pieces.end - pieces.first));
  const before = Math.floor(spare / 2);
  const start = Math.min(Math.max(tokens.start, pieces.first - before), tokens.end - size);
  return { start, end: start + size };
}
