import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import type { Store } from '../../store/database.ts';
import { toBytes, toFloats, vectorBlocks } from '../sets/set-blobs.ts';
import type { StoredSet } from '../sets/set-store.ts';
import type { NgramModel } from './ngrams.ts';

/** Consecutive rows of n-gram vectors. */
export interface SubwordBlock {
  readonly firstRow: number;
  readonly rowCount: number;
  /** Row-major. */
  readonly vectors: Float32Array;
}

/** The tables of n-gram vectors; they go with their set. Every method is one transaction, and throws the store's errors. */
export interface SubwordStore {
  /** Begins the n-grams of a set that is being imported. */
  begin(set: StoredSet, model: NgramModel): void;
  /** Adds whole rows from `firstRow` on. */
  addRows(set: StoredSet, firstRow: number, rows: Float32Array): void;
  /** How the set's words are cut into n-grams; undefined for a set that knows whole words only. */
  findModel(set: StoredSet): NgramModel | undefined;
  /** The block that `row` is in; undefined where there is none. Throws `database-damaged`. */
  readBlock(set: StoredSet, row: number): SubwordBlock | undefined;
}

const lengths = z.object({
  minLength: z.number().int(),
  maxLength: z.number().int(),
  bucketCount: z.number().int().positive(),
});

interface ModelRow {
  readonly lengths: string;
  readonly kept: Buffer | null;
}

interface BlockRow {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly vectors: Buffer;
}

export function createSubwordStore(store: Store): SubwordStore {
  return {
    begin: (set, { minLength, maxLength, bucketCount, kept }) =>
      store.write((db) =>
        db
          .prepare('INSERT INTO subword_models VALUES (?, ?, ?)')
          .run(set.id, JSON.stringify({ minLength, maxLength, bucketCount }), kept ? toBytes(kept) : null),
      ),
    addRows: (set, firstRow, rows) =>
      store.write((db) => {
        const insert = db.prepare('INSERT INTO subword_blocks VALUES (?, ?, ?, ?)');
        for (const { row, count, bytes } of vectorBlocks(rows, set.dimensions)) {
          insert.run(set.id, firstRow + row, count, bytes);
        }
      }),
    findModel: (set) => {
      const row = store.run((db) =>
        db
          .prepare<[number], ModelRow>('SELECT lengths, kept FROM subword_models WHERE set_id = ?')
          .get(set.id),
      );
      if (!row) return undefined;
      const kept = row.kept ? new Int32Array(copyOf(row.kept)) : undefined;
      return { ...lengths.parse(JSON.parse(row.lengths)), kept };
    },
    readBlock: (set, row) => {
      const block = store.run((db) =>
        db
          .prepare<[number, number], BlockRow>(
            `SELECT first_row AS firstRow, row_count AS rowCount, vectors FROM subword_blocks
             WHERE set_id = ? AND first_row <= ? ORDER BY first_row DESC LIMIT 1`,
          )
          .get(set.id, row),
      );
      if (!block || row >= block.firstRow + block.rowCount) return undefined;
      const { firstRow, rowCount, vectors } = block;
      if (vectors.length === 4 * rowCount * set.dimensions) {
        return { firstRow, rowCount, vectors: toFloats(vectors) };
      }
      const where = `${store.file}: the n-grams of the set ${set.name}, rows from ${firstRow}`;
      throw new AppError('database-damaged', `${where}, are damaged: remove the set and import it again`);
    },
  };
}

/** The bytes in memory of their own, where numbers lie as they must. */
function copyOf({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength); // better-sqlite3 shares no memory
}
