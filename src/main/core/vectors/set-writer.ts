import { AppError } from '../../../shared/errors.ts';
import type { RowTarget } from './import/row-collector.ts';
import type { SetStore, StoredSet } from './set-store.ts';

/** Writes a set row by row: nothing of it counts until `finish`. */
export interface SetWriter extends RowTarget {
  /** Writes the last block and marks the set ready. Throws `bad-file` when no row was added. */
  finish(): StoredSet;
  /** Removes what was written. Safe to call after any failure; what cannot be removed now stays marked incomplete. */
  abandon(): void;
}

/** About this many bytes of vectors lie in one block: loading is then a copy of few large pieces. */
const blockBytes = 2 * 1024 * 1024;

/** A writer of a new set; the holder of the import lock makes it. */
export function createSetWriter(
  sets: SetStore,
  target: { readonly name: string; readonly source: string },
): SetWriter {
  let set: StoredSet | undefined;
  let words: string[] = [];
  let vectors = new Float32Array(0);
  let firstRow = 0;

  function flush(): void {
    if (!set || words.length === 0) return;
    const filled = vectors.subarray(0, words.length * set.dimensions);
    sets.addBlock(set, { firstRow, words, vectors: filled });
    firstRow += words.length;
    words = [];
  }

  return {
    begin: (dimensions) => {
      set = sets.begin({ ...target, dimensions });
      const rowsPerBlock = Math.max(1, Math.floor(blockBytes / 4 / dimensions));
      vectors = new Float32Array(rowsPerBlock * dimensions);
    },
    add: (word, vector) => {
      vectors.set(vector, words.length * vector.length);
      words.push(word);
      if (words.length * vector.length === vectors.length) flush();
    },
    finish: () => {
      flush();
      if (!set || firstRow === 0) throw new AppError('bad-file', `${target.source} holds no vectors`);
      return sets.finish(set);
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
