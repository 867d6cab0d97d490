import type { Occurrence } from '../../../shared/domain.ts';
import type { Store } from '../store/database.ts';

/** Vectors of one occurrence as the cache keeps them: `layers x dimensions`, mean of its word pieces. */
interface CachedVectors {
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly isWindowed: boolean;
}

export interface CacheEntry extends CachedVectors {
  readonly occurrence: Occurrence;
}

export interface VectorCache {
  /** Undefined where the cache does not have it. `fingerprint` is the encoder's, `length` that of the vectors. */
  read(fingerprint: string, occurrence: Occurrence, length: number): CachedVectors | undefined;
  write(fingerprint: string, entries: readonly CacheEntry[]): void;
}

interface Row {
  readonly isWindowed: number;
  readonly vectors: Buffer;
}

/** What the cache may hold; beyond it the oldest vectors make room. */
const cacheBytes = 256 * 1024 * 1024;

const selectVectors = `
  SELECT is_windowed AS isWindowed, vectors FROM occurrence_vectors
  WHERE encoder = ? AND pooling = 'mean' AND text = ? AND start = ? AND end = ?`;
const insertVectors = `
  INSERT OR REPLACE INTO occurrence_vectors (encoder, pooling, text, start, end, is_windowed, vectors)
  VALUES (?, 'mean', ?, ?, ?, ?, ?)`;
// Row numbers grow, so the oldest rows have the smallest: no need to count or to keep times.
const deleteOldest = `
  DELETE FROM occurrence_vectors WHERE rowid <= (SELECT max(rowid) FROM occurrence_vectors) - ?`;

/** Contextual vectors kept in the table `occurrence_vectors`. Throws the store's errors. */
export function createVectorCache(store: Store, budgetBytes = cacheBytes): VectorCache {
  const select = store.run((db) => db.prepare<[string, string, number, number], Row>(selectVectors));
  const insert = store.run((db) => db.prepare(insertVectors));
  const makeRoom = store.run((db) => db.prepare(deleteOldest));
  return {
    read: (fingerprint, { text, start, end }, length) => {
      const row = store.run(() => select.get(fingerprint, text, start, end));
      if (row?.vectors.length !== 4 * length) return undefined;
      return { vectors: toFloats(row.vectors), isWindowed: row.isWindowed === 1 };
    },
    write: (fingerprint, entries) => {
      const size = entries[0]?.vectors.byteLength;
      if (!size) return;
      store.write(() => {
        for (const { occurrence, vectors, isWindowed } of entries) {
          const { text, start, end } = occurrence;
          insert.run(fingerprint, text, start, end, isWindowed ? 1 : 0, toBytes(vectors));
        }
        makeRoom.run(Math.floor(budgetBytes / size));
      });
    },
  };
}

function toFloats(bytes: Buffer): Float32Array<ArrayBuffer> {
  // A blob may lie anywhere in memory; floats must be aligned.
  const values = new Float32Array(bytes.length / 4);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}

function toBytes(values: Float32Array<ArrayBuffer>): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
