import { AppError } from '../../../../shared/errors.ts';
import type { RowTarget } from '../import/row-collector.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { RowEncoder } from '../kernels/row-encoder.ts';
import { normFacts, type SetFacts } from './set-facts.ts';
import type { SetStore, StoredSet } from './set-store.ts';
import type { SubwordStore } from '../subwords/subword-store.ts';

/** Writes a set row by row: nothing of it counts until `finish`. */
export interface SetWriter extends RowTarget {
  /** Writes the last rows and marks the set ready. Throws `bad-file` when no row was added. */
  finish(facts: Omit<SetFacts, 'norms' | 'zeroVectors' | 'license'>): StoredSet;
  /** Removes what was written. Safe to call after any failure; what cannot be removed now stays marked incomplete. */
  abandon(): void;
}

/** About this many bytes of vectors are written in one transaction: some tens of milliseconds. */
const batchBytes = 4 * 1024 * 1024;

/** A writer of a new set; the holder of the import lock makes it. */
export function createSetWriter(
  to: { readonly sets: SetStore; readonly subwords: SubwordStore; readonly kernels: Kernels },
  target: { readonly name: string; readonly source: string },
): SetWriter {
  const { sets, subwords, kernels } = to;
  let set: StoredSet | undefined;
  let encoder: RowEncoder | undefined;
  let words: string[] = [];
  let vectors = new Float32Array(0);
  let norms = new Float32Array(4096);
  let firstRow = 0;
  let firstSubword = 0;

  function flush(): void {
    if (!set || !encoder || words.length === 0) return;
    const filled = vectors.subarray(0, words.length * set.dimensions);
    const codes = encoder.encode(filled);
    sets.addRows(set, { firstRow, words, vectors: filled, codes });
    norms = grownTo(norms, firstRow + words.length);
    norms.set(codes.norms, firstRow);
    firstRow += words.length;
    words = [];
  }

  return {
    begin: (dimensions) => {
      set = sets.begin({ ...target, dimensions });
      const rowsPerBatch = Math.max(1, Math.floor(batchBytes / 4 / dimensions));
      encoder = kernels.createRowEncoder(dimensions, rowsPerBatch);
      vectors = new Float32Array(rowsPerBatch * dimensions);
    },
    add: (word, vector) => {
      vectors.set(vector, words.length * vector.length);
      words.push(word);
      if (words.length * vector.length === vectors.length) flush();
    },
    subwords: {
      begin: (model) => {
        if (set) subwords.begin(set, model);
      },
      add: (rows) => {
        if (!set) return;
        subwords.addRows(set, firstSubword, rows);
        firstSubword += rows.length / set.dimensions;
      },
    },
    finish: (facts) => {
      flush();
      if (!set || firstRow === 0) throw new AppError('bad-file', `${target.source} holds no vectors`);
      return sets.finish(set, { ...facts, ...normFacts(norms.subarray(0, firstRow)) });
    },
    abandon: () => {
      if (!set) return;
      try {
        sets.remove(set.name);
      } catch {
        // The failure that led here is the one to report; the next import removes the rest.
      }
    },
  };
}

/** The same numbers in an array with room for `length`, at least twice as long where it has to grow. */
function grownTo(numbers: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const grown = new Float32Array(Math.max(length, 2 * numbers.length));
  grown.set(numbers);
  return grown;
}
