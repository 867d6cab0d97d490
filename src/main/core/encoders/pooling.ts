import type { Pooling } from '../../../shared/domain.ts';
import type { PieceRange } from './spans.ts';

/** One hidden state of a batch: `batch x tokens x dimensions`, row-major. */
export interface HiddenState {
  readonly values: Float32Array;
  readonly tokens: number;
  readonly dimensions: number;
}

/**
 * Writes the vector of the word pieces of sentence `row` into `target` from `offset` on: their mean, or the first or
 * last of them. Sums are taken in double precision, in order, so that a vector does not depend on its batch.
 */
export function poolPieces(
  state: HiddenState,
  row: number,
  pieces: PieceRange,
  pooling: Pooling,
  target: Float32Array,
  offset: number,
): void {
  const { values, tokens, dimensions } = state;
  const { first, end } = choosePieces(pieces, pooling);
  const base = row * tokens * dimensions;
  for (let column = 0; column < dimensions; column++) {
    let sum = 0;
    for (let token = first; token < end; token++) sum += values[base + token * dimensions + column] ?? 0;
    target[offset + column] = sum / (end - first);
  }
}

function choosePieces(pieces: PieceRange, pooling: Pooling): PieceRange {
  switch (pooling) {
    case 'mean':
      return pieces;
    case 'first':
      return { first: pieces.first, end: pieces.first + 1 };
    case 'last':
      return { first: pieces.end - 1, end: pieces.end };
  }
}
