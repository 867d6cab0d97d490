/// <reference lib="es2024.arraybuffer" />
import { setImmediate } from 'node:timers/promises';
import { AppError, hasCode, throwIfAborted } from '../../../../shared/errors.ts';
import { createProgressReporter } from '../../../../shared/progress.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { RowCodes } from '../kernels/row-encoder.ts';
import type { RowReader } from '../search/row-reader.ts';
import type { SetStore, StoredSet } from './set-store.ts';
import type { JobOptions } from './shared-job.ts';
import { createStoredRows } from './stored-rows.ts';
import type { SubwordStore } from '../subwords/subword-store.ts';
import { openSubwords } from '../subwords/subwords.ts';
import { toVectorIndex, type VectorIndex } from '../search/vector-index.ts';
import { createWordListBuilder } from '../words/word-list.ts';

/** Rows whose codes are made together where a set has none, because an earlier version imported it. */
const rowsAtOnce = 4096;

/**
 * Opens a ready set for searching: its words and codes come into memory, block by block, so that the thread stays free for other
 * calls; its vectors stay in the database. Reports the phase `load`. Throws `not-ready` when the set is removed meanwhile,
 * `database-damaged`, `canceled`.
 */
export async function loadSet(
  set: StoredSet,
  from: { readonly sets: SetStore; readonly subwords: SubwordStore; readonly kernels: Kernels },
  options: JobOptions,
): Promise<VectorIndex> {
  const progress = createProgressReporter(options.report);
  const { sets, kernels } = from;
  const matrix = kernels.createMatrix(set.wordCount, set.dimensions);
  try {
    const words = createWordListBuilder(set.wordCount);
    while (words.count() < set.wordCount) {
      throwIfAborted(options.signal);
      const block = sets.readWords(set, words.count());
      if (!block || words.count() + block.wordCount > set.wordCount) throw removed(set);
      words.add(block.joined);
      progress('load', Math.floor(words.count() / 2), set.wordCount);
      await setImmediate();
    }
    const rows = createStoredRows(set, sets);
    const encode = createMissingCodes(set, from, rows);
    for (let first = 0; first < set.wordCount;) {
      throwIfAborted(options.signal);
      const codes = sets.readCodes(set, first) ?? encode(first);
      if (first + codes.scales.length > set.wordCount) throw removed(set);
      matrix.setRows(first, codes);
      first += codes.scales.length;
      freeMemory(codes.codes);
      progress('load', Math.ceil((set.wordCount + first) / 2), set.wordCount);
      await setImmediate();
    }
    return toVectorIndex(words.finish(), matrix, { rows, subwords: openSubwords(set, from.subwords) });
  } catch (error) {
    matrix.dispose();
    throw error;
  }
}

/** Makes codes from the vectors, and keeps them for the next start where the database can be written. */
function createMissingCodes(
  set: StoredSet,
  { sets, kernels }: { readonly sets: SetStore; readonly kernels: Kernels },
  rows: RowReader,
): (first: number) => RowCodes {
  const { dimensions, wordCount } = set;
  return (first) => {
    const count = Math.min(rowsAtOnce, wordCount - first);
    const vectors = new Float32Array(count * dimensions);
    for (let row = 0; row < count; row++) vectors.set(rows.row(first + row), row * dimensions);
    const codes = kernels.createRowEncoder(dimensions, count).encode(vectors);
    try {
      sets.addCodes(set, first, codes);
    } catch (error) {
      if (!hasCode(error, 'database-read-only') && !hasCode(error, 'disk-full')) throw error;
    }
    return codes;
  };
}

function removed(set: StoredSet): AppError {
  return new AppError('not-ready', `the set ${set.name} was removed while it was loaded`);
}

/**
 * Gives the memory behind codes back at once: waiting for the garbage collector, which hardly sees memory outside of its heap, would
 * let hundreds of megabytes pile up.
 */
function freeMemory({ buffer, byteLength }: Int8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength < 2 * byteLength) buffer.transfer(0);
}
