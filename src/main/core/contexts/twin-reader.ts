import type { Kernels } from '../vectors/kernels/kernels.ts';
import { createVectorIndex, type VectorIndex } from '../vectors/search/vector-index.ts';
import { addScaled, center, dot, meanOfUnitRows, rowOf, toUnit } from './row-math.ts';
import type { TwinLayer } from './shipped-twin.ts';

/** A static twin ready to be read: its words centered by the twin's mean m, z = unit(unit(v) - m). */
export interface TwinReader {
  /** Row r is the twin's word r, centered. */
  readonly index: VectorIndex;
  readonly mean: Float32Array<ArrayBuffer>;
  /** The mean of the word's occurrences, each of unit length, in the encoder's own space; undefined for a word it lacks. */
  meanOccurrence(word: string): Float32Array<ArrayBuffer> | undefined;
  dispose(): void;
}

export function createTwinReader({ words, means, dimensions }: TwinLayer, kernels: Kernels): TwinReader {
  const mean = meanOfUnitRows(means, dimensions);
  const vectors = new Float32Array(means.length);
  // What centering takes away, so that the means need not be held a second time.
  const lengths = new Float32Array(words.length);
  const distances = new Float32Array(words.length);
  for (let row = 0; row < words.length; row++) {
    const vector = rowOf(means, row, dimensions);
    lengths[row] = Math.sqrt(dot(vector, vector));
    const offset = toUnit(vector);
    addScaled(offset, mean, -1);
    distances[row] = Math.sqrt(dot(offset, offset));
    vectors.set(center(vector, mean), row * dimensions);
  }
  const index = createVectorIndex({ words, vectors, dimensions, kernels });

  return {
    index,
    mean,
    meanOccurrence: (word) => {
      const row = index.rankOf(word) ?? index.rankOf(word.toLowerCase());
      if (row === undefined) return undefined;
      const vector = new Float32Array(dimensions);
      addScaled(vector, mean, lengths[row]!);
      addScaled(vector, index.vector(row), lengths[row]! * distances[row]!);
      return vector;
    },
    dispose: () => index.dispose(),
  };
}
