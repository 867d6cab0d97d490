import { expect, it } from 'vitest';
import { poolPieces } from '../../../../src/main/core/encoders/pooling.ts';

// Two sentences of three tokens in two dimensions.
const state = { values: Float32Array.of(0, 0, 0, 0, 0, 0, 1, 2, 3, 6, 50, 60), tokens: 3, dimensions: 2 };

it.each([
  ['mean', [2, 4]],
  ['first', [1, 2]],
  ['last', [3, 6]],
] as const)('takes the %s of the pieces', (pooling, expected) => {
  const target = new Float32Array(4);
  poolPieces(state, 1, { first: 0, end: 2 }, pooling, target, 2);
  expect([...target]).toEqual([0, 0, ...expected]);
});
