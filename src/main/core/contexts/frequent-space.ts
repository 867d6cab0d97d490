import type { Kernels } from '../vectors/kernels/kernels.ts';
import { createVectorIndex, type VectorIndex } from '../vectors/search/vector-index.ts';
import { addScaled, center } from './row-math.ts';

/** How many of the most frequent words decide the mean that is taken out. */
const meanWords = 20_000;

/**
 * The frequent part of a vector set, centered: unit vectors minus the mean unit vector of the 20,000 most frequent words,
 * at unit length again. Without its mean the space has no hubs such as "one", "now", "the". Row r is the set's word r.
 */
export interface FrequentSpace {
  readonly index: VectorIndex;
  readonly mean: Float32Array<ArrayBuffer>;
  dispose(): void;
}

/** Centers the set's first `words` words. */
export function createFrequentSpace(set: VectorIndex, words: number, kernels: Kernels): FrequentSpace {
  const { dimensions } = set;
  const count = Math.min(words, set.words.length);
  const mean = meanUnitVector(set);
  const vectors = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) vectors.set(center(set.vector(row), mean), row * dimensions);
  const index = createVectorIndex({ words: set.words.first(count), vectors, dimensions, kernels });
  return { index, mean, dispose: () => index.dispose() };
}

function meanUnitVector(set: VectorIndex): Float32Array<ArrayBuffer> {
  const count = Math.min(meanWords, set.words.length);
  const sum = new Float64Array(set.dimensions);
  for (let row = 0; row < count; row++) addScaled(sum, set.unitVector(row), 1 / count);
  return new Float32Array(sum);
}
