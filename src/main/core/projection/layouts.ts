import type { Store } from '../store/database.ts';

export interface Layout {
  /** `words x dimensions`, row-major. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly trustworthiness: number;
  /** How many words the trustworthiness was computed on. */
  readonly sample: number;
}

/** Finished layouts in the database. */
export interface Layouts {
  /** A set that was given another name is still the same: its import tells. */
  find(key: string): Layout | undefined;
  save(key: string, layout: Layout): void;
}

/** Older layouts than this many are forgotten: each is up to a few megabytes. */
const keptLayouts = 50;

export function createLayouts(store: Store): Layouts {
  return {
    find: (key) =>
      store.run((db) => {
        const row = db
          .prepare<[string], { positions: Buffer; trustworthiness: number; sample: number }>(
            `SELECT positions, trustworthiness, sample FROM layouts
             WHERE json_remove(key, '$.set') = json_remove(?, '$.set') ORDER BY created_at DESC`,
          )
          .get(key);
        if (!row) return undefined;
        const positions = new Float32Array(new Uint8Array(row.positions).buffer);
        return { positions, trustworthiness: row.trustworthiness, sample: row.sample };
      }),
    save: (key, { positions, trustworthiness, sample }) =>
      store.write((db) => {
        const bytes = Buffer.from(positions.buffer, positions.byteOffset, positions.byteLength);
        db.prepare('INSERT OR REPLACE INTO layouts VALUES (?, ?, ?, ?, ?)').run(
          key,
          bytes,
          trustworthiness,
          sample,
          Date.now(),
        );
        db.prepare(
          'DELETE FROM layouts WHERE key NOT IN (SELECT key FROM layouts ORDER BY created_at DESC LIMIT ?)',
        ).run(keptLayouts);
      }),
  };
}
