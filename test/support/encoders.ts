import { join } from 'node:path';
import { createEncoders } from '../../src/main/core/encoders/create-encoders.ts';
import type { Encoders } from '../../src/main/core/encoders/encoder.ts';
import { openDatabase, type Store } from '../../src/main/core/store/database.ts';
import { withTemporaryDir } from './temporary-dir.ts';

export interface EncodersBench {
  readonly encoders: Encoders;
  readonly store: Store;
  readonly dataDir: string;
  /** What was logged so far. */
  readonly lines: readonly string[];
}

/** Runs `action` with the encoders service over a new data folder and the shipped encoder; closes everything after. */
export async function withEncoders<T>(
  action: (bench: EncodersBench) => Promise<T>,
  shippedDir = join(import.meta.dirname, '../../data'),
): Promise<T> {
  return withTemporaryDir(async (dataDir) => {
    const store = openDatabase(dataDir);
    const lines: string[] = [];
    const encoders = createEncoders({ shippedDir, dataDir, store, log: (line) => lines.push(line) });
    try {
      return await action({ encoders, store, dataDir, lines });
    } finally {
      await encoders.dispose();
      store.close();
    }
  });
}

/** Cosine of two vectors of equal length. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
}
