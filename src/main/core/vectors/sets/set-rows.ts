import { AppError } from '../../../../shared/errors.ts';
import type { SetStore, StoredSet } from './set-store.ts';

/** Consecutive rows of a set. */
export interface RowBlock {
  readonly words: readonly string[];
  /** As they came: `words x dimensions`, row-major. Valid until the next block. */
  readonly vectors: Float32Array;
}

/** All rows of a set in order, read from the database as they are asked for. */
export interface SetRows {
  readonly wordCount: number;
  readonly dimensions: number;
  /** Throws `not-ready` when the set is removed meanwhile, `database-damaged`. */
  words(): Iterable<string>;
  /** The same. */
  blocks(): Iterable<RowBlock>;
}

export function createSetRows(set: StoredSet, sets: SetStore): SetRows {
  const { wordCount, dimensions } = set;

  function* words(): Generator<string, undefined> {
    for (let row = 0; row < wordCount;) {
      const block = sets.readWords(set, row);
      if (!block) throw removed(set);
      yield* block.joined.toString('utf8').split('\n');
      row += block.wordCount;
    }
  }

  function* blocks(): Generator<RowBlock, undefined> {
    const next = words();
    let row = 0;
    for (const firstRow of sets.vectorBlockStarts(set)) {
      const vectors = sets.readVectors(set, firstRow);
      if (!vectors || firstRow !== row) throw removed(set);
      const taken: string[] = [];
      for (; taken.length < vectors.length / dimensions; row++) {
        const word = next.next();
        if (word.done) throw removed(set);
        taken.push(word.value);
      }
      yield { words: taken, vectors };
    }
    if (row !== wordCount) throw removed(set);
  }

  return { wordCount, dimensions, words, blocks };
}

function removed(set: StoredSet): AppError {
  return new AppError('not-ready', `the set ${set.name} was removed while it was read`);
}
