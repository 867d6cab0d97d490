/// <reference lib="es2024.arraybuffer" />
import { setImmediate } from 'node:timers/promises';
import { AppError, throwIfAborted } from '../../../shared/errors.ts';
import { createProgressReporter } from '../../../shared/progress.ts';
import type { Kernels } from './kernels/kernels.ts';
import type { SetStore, StoredSet } from './set-store.ts';
import type { JobOptions } from './shared-job.ts';
import { toVectorIndex, writeRows, type VectorIndex } from './vector-index.ts';

/**
 * Loads a ready set into memory, block by block, so that the thread stays free for other calls. Reports the phase
 * `load`. Throws `not-ready` when the set is removed meanwhile, `database-damaged`, `canceled`.
 */
export async function loadSet(
  set: StoredSet,
  from: { readonly sets: SetStore; readonly kernels: Kernels },
  options: JobOptions,
): Promise<VectorIndex> {
  const progress = createProgressReporter(options.report);
  const matrix = from.kernels.createMatrix(set.wordCount, set.dimensions);
  const words: string[] = [];
  try {
    while (words.length < set.wordCount) {
      throwIfAborted(options.signal);
      const block = from.sets.readBlock(set, words.length);
      if (!block || words.length + block.words.length > set.wordCount) throw changed(set);
      writeRows(matrix, words.length, block.vectors);
      freeMemory(block.vectors);
      for (const word of block.words) words.push(word);
      progress('load', words.length, set.wordCount);
      await setImmediate();
    }
    return toVectorIndex(words, matrix);
  } catch (error) {
    matrix.dispose();
    throw error;
  }
}

function changed(set: StoredSet): AppError {
  return new AppError('not-ready', `the set ${set.name} was removed while it was loaded`);
}

/**
 * Gives the memory behind an array back at once: waiting for the garbage collector, which hardly sees memory outside
 * of its heap, would let tens of megabytes pile up.
 */
function freeMemory({ buffer, byteLength }: Float32Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
