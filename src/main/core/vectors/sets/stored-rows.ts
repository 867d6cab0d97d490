import { AppError } from '../../../../shared/errors.ts';
import type { RowReader } from '../search/row-reader.ts';
import type { SetStore, StoredSet } from './set-store.ts';

/** Blocks kept at hand: what is asked for often, such as the map's words, is read once. */
const cacheBytes = 24 * 1024 * 1024;

/**
 * Reads a set's rows from the database, block by block, as they are asked for. `row` throws `not-ready` when the set has been removed
 * meanwhile, and `database-damaged`.
 */
export function createStoredRows(set: StoredSet, sets: SetStore): RowReader {
  const { dimensions } = set;
  const starts = sets.vectorBlockStarts(set);
  const blockBytes = (4 * dimensions * set.wordCount) / Math.max(1, starts.length);
  const maxBlocks = Math.max(2, Math.floor(cacheBytes / blockBytes));
  /** By first row, the least recently used first. */
  const blocks = new Map<number, Float32Array>();
  let last: { readonly firstRow: number; readonly vectors: Float32Array } | undefined;

  function read(firstRow: number): Float32Array {
    const vectors = sets.readVectors(set, firstRow);
    if (!vectors) throw new AppError('not-ready', `the set ${set.name} was removed while it was used`);
    return vectors;
  }

  function blockAt(firstRow: number): Float32Array {
    if (last?.firstRow === firstRow) return last.vectors;
    const known = blocks.get(firstRow);
    const vectors = known ?? read(firstRow);
    if (known) blocks.delete(firstRow);
    else if (blocks.size >= maxBlocks) {
      for (const oldest of blocks.keys()) {
        blocks.delete(oldest);
        break;
      }
    }
    blocks.set(firstRow, vectors);
    last = { firstRow, vectors };
    return vectors;
  }

  return {
    dimensions,
    row: (row) => {
      const firstRow = starts[lastUpTo(starts, row)] ?? 0;
      const place = row - firstRow;
      return blockAt(firstRow).subarray(place * dimensions, (place + 1) * dimensions);
    },
  };
}

/** The place of the last of the ascending numbers that is not above `value`, by halving. */
function lastUpTo(numbers: Uint32Array, value: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numbers[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
