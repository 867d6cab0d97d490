import { AppError } from '../../../../shared/errors.ts';
import type { StoredSet } from '../sets/set-store.ts';
import { createNgrams } from './ngrams.ts';
import type { SubwordBlock, SubwordStore } from './subword-store.ts';

/** Makes vectors for words that a set does not have. */
export interface Subwords {
  /**
   * The mean of the vectors of the word's n-grams, as fastText gives it, to the bit; undefined where it has none that the set knows, or they
   * hold numbers that are not finite. Throws the store's errors.
   */
  vectorOf(word: string): Float32Array<ArrayBuffer> | undefined;
}

/** The subwords of a set; undefined where it has none. Their vectors stay in the database. */
export function openSubwords(set: StoredSet, store: SubwordStore): Subwords | undefined {
  const model = store.findModel(set);
  if (!model) return undefined;
  const visitNgrams = createNgrams(model);
  return {
    vectorOf: (word) => {
      const rows: number[] = [];
      visitNgrams(Buffer.from(word), (row) => rows.push(row));
      if (rows.length === 0) return undefined;
      const mean = meanOf(rows, readRows(rows, set, store), set.dimensions);
      return mean.every(Number.isFinite) ? mean : undefined;
    },
  };
}

/** The vectors of the rows; every block is read once. */
function readRows(
  rows: readonly number[],
  set: StoredSet,
  store: SubwordStore,
): ReadonlyMap<number, Float32Array> {
  const vectors = new Map<number, Float32Array>();
  let block: SubwordBlock | undefined;
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    if (!block || row >= block.firstRow + block.rowCount) block = store.readBlock(set, row);
    if (!block) throw new AppError('not-ready', `the set ${set.name} was removed while it was used`);
    const start = (row - block.firstRow) * set.dimensions;
    vectors.set(row, block.vectors.subarray(start, start + set.dimensions));
  }
  return vectors;
}

/** In single precision and in the rows' order, as fastText adds them up. */
function meanOf(
  rows: readonly number[],
  vectors: ReadonlyMap<number, Float32Array>,
  dimensions: number,
): Float32Array<ArrayBuffer> {
  const mean = new Float32Array(dimensions);
  for (const row of rows) vectors.get(row)!.forEach((value, k) => (mean[k]! += value));
  const factor = Math.fround(1 / rows.length);
  for (let k = 0; k < dimensions; k++) mean[k]! *= factor;
  return mean;
}
