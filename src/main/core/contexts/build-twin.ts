import type { ReportProgress } from '../../../shared/progress.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { ChosenOccurrences } from './gloss-occurrences.ts';
import { addScaled, dot, rowOf, toUnit } from './row-math.ts';

/** Which words, how many occurrences: the recipe of a twin. */
export const twinRecipe = { words: 30_000, mostPerWord: 12, fewestPerWord: 3, seed: 1 } as const;

/** An encoder's static vocabulary: for each word the mean of its occurrences, each of unit length. */
export interface Twin {
  /** Ranks of its words in the vocabulary that was looked for, ascending. */
  readonly ranks: Uint32Array<ArrayBuffer>;
  /** By layer `words x dimensions`, row-major; shorter than 1: as long as a word's occurrences agree. */
  readonly means: readonly Float32Array<ArrayBuffer>[];
  /** By layer the mean cosine of two occurrences of different words (Ethayarajh 2019), over all such pairs. */
  readonly anisotropy: readonly number[];
  readonly occurrences: number;
}

interface BuildOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/**
 * Reduces a contextual encoder to static vectors (Bommasani et al. 2020, mean over contexts), all layers in one pass;
 * only sums are held. Progress counts occurrences in the phase `encode`.
 */
export async function buildTwin(
  encoder: Encoder,
  { occurrences, ranks }: ChosenOccurrences,
  options: BuildOptions = {},
): Promise<Twin> {
  const { layers, dimensions } = encoder;
  const words = Uint32Array.from(new Set(ranks)).sort();
  const slots = new Map(Array.from(words, (rank, slot) => [rank, slot]));
  const counts = new Float64Array(words.length);
  const sums = Array.from({ length: layers }, () => new Float32Array(words.length * dimensions));
  for (const rank of ranks) counts[slots.get(rank)!]! += 1;

  await encoder.encodeEach(occurrences, {
    ...options,
    onVectors: (index, vectors) => {
      const slot = slots.get(ranks[index]!)!;
      for (let layer = 0; layer < layers; layer++) {
        addScaled(rowOf(sums[layer]!, slot, dimensions), toUnit(rowOf(vectors, layer, dimensions)), 1);
      }
    },
  });

  const anisotropy = sums.map((sum) => meanCosineAcrossWords(sum, counts, dimensions));
  for (const sum of sums) divideRows(sum, counts, dimensions);
  return { ranks: words, means: sums, anisotropy, occurrences: occurrences.length };
}

/**
 * The mean cosine over all pairs of unit vectors of different groups, from the groups' sums alone:
 * (|sum of all|^2 - sum of |sum of group|^2) / (n^2 - sum of n_g^2). 0 where there is one group only.
 */
export function meanCosineAcrossWords(
  sums: Float32Array,
  counts: ArrayLike<number>,
  dimensions: number,
): number {
  const total = new Float64Array(dimensions);
  let within = 0;
  let pairsWithin = 0;
  let count = 0;
  for (let group = 0; group < counts.length; group++) {
    const sum = rowOf(sums, group, dimensions);
    addScaled(total, sum, 1);
    within += dot(sum, sum);
    pairsWithin += counts[group]! ** 2;
    count += counts[group]!;
  }
  const pairs = count ** 2 - pairsWithin;
  return pairs > 0 ? (total.reduce((sum, value) => sum + value * value, 0) - within) / pairs : 0;
}

function divideRows(rows: Float32Array, counts: Float64Array, dimensions: number): void {
  for (let row = 0; row < counts.length; row++) {
    for (let k = row * dimensions; k < (row + 1) * dimensions; k++) rows[k]! /= counts[row]!;
  }
}
