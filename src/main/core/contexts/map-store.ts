import { z } from 'zod';
import { mapQuality } from '../../../shared/domain.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { Store } from '../store/database.ts';
import type { VectorSets } from '../vectors/sets/vector-sets.ts';
import type { FittedMap } from './fit-maps.ts';
import { floatsOf, readMapHeader, readMaps } from './shipped-map.ts';

type EncoderIdentity = Pick<Encoder, 'name' | 'fingerprint' | 'layers' | 'dimensions'>;

/** Maps that ship with the app and maps fitted here, by encoder and set. */
export interface MapStore {
  /** By layer; undefined where no map was fitted to this set. Throws `unknown-set`, `not-ready`. */
  read(encoder: EncoderIdentity, set: string): readonly FittedMap[] | undefined;
  /** The sets that maps lead to, of those that are there. */
  setsOf(encoder: EncoderIdentity): string[];
  /** Keeps the maps of all layers, or none. */
  write(encoder: EncoderIdentity, set: string, maps: readonly FittedMap[]): void;
}

interface MapRow {
  readonly layer: number;
  readonly weights: Buffer;
  readonly figures: string;
}

const figuresSchema = mapQuality.extend({ outputs: z.number().int() });

/** A map fitted here stands before one that ships: somebody asked for it. */
export function createMapStore(
  store: Store,
  sets: Pick<VectorSets, 'list' | 'importId'>,
  shippedDir: string,
): MapStore {
  const readStored = (encoder: EncoderIdentity, set: string): FittedMap[] => {
    const rows = store.run((db) =>
      db
        .prepare(
          'SELECT layer, weights, figures FROM maps WHERE encoder = ? AND set_import_id = ? ORDER BY layer',
        )
        .all(encoder.fingerprint, sets.importId(set)),
    ) as MapRow[];
    return rows.map(({ layer, weights, figures }) => {
      const { outputs, ...quality } = figuresSchema.parse(JSON.parse(figures));
      return { layer, map: { inputs: encoder.dimensions, outputs, weights: floatsOf(weights) }, quality };
    });
  };

  // A megabyte or a few: read once, for the dial asks for them at each step.
  const known = new Map<string, readonly FittedMap[]>();
  const keyOf = (encoder: EncoderIdentity, set: string): string =>
    `${encoder.fingerprint} ${sets.importId(set)}`;

  return {
    read: (encoder, set) => {
      const key = keyOf(encoder, set);
      const kept = known.get(key);
      if (kept) return kept;
      const stored = readStored(encoder, set);
      const header = stored.length < encoder.layers ? readMapHeader(shippedDir, encoder, set) : undefined;
      const maps = header ? readMaps(shippedDir, header) : stored;
      if (maps.length < encoder.layers) return undefined;
      known.set(key, maps);
      return maps;
    },
    setsOf: (encoder) => {
      const rows = store.run((db) =>
        db
          .prepare('SELECT DISTINCT name FROM maps JOIN sets ON import_id = set_import_id WHERE encoder = ?')
          .all(encoder.fingerprint),
      ) as { name: string }[];
      const stored = new Set(rows.map(({ name }) => name));
      return sets
        .list()
        .map(({ set }) => set)
        .filter((set) => stored.has(set) || readMapHeader(shippedDir, encoder, set) !== undefined);
    },
    write: (encoder, set, maps) => {
      const importId = sets.importId(set);
      store.write((db) => {
        const insert = db.prepare(
          'INSERT OR REPLACE INTO maps (encoder, layer, set_import_id, weights, figures) VALUES (?, ?, ?, ?, ?)',
        );
        for (const { layer, map, quality } of maps) {
          const weights = Buffer.from(map.weights.buffer, map.weights.byteOffset, map.weights.byteLength);
          const figures = JSON.stringify({ ...quality, outputs: map.outputs });
          insert.run(encoder.fingerprint, layer, importId, weights, figures);
        }
      });
      known.delete(keyOf(encoder, set));
    },
  };
}
