import type { Encoder } from '../encoders/encoder.ts';
import type { Store } from '../store/database.ts';
import type { Twin } from './build-twin.ts';
import { quantizeRows, restoreRows } from './quantized-rows.ts';
import { readTwinHeader, readTwinLayer, type TwinLayer } from './shipped-twin.ts';
import type { WordList } from '../vectors/words/word-list.ts';

type EncoderIdentity = Pick<Encoder, 'name' | 'fingerprint' | 'layers' | 'dimensions'>;

/** Twins that ship with the app and twins made here, by encoder and layer. */
export interface TwinStore {
  /** Layers whose twin is there, ascending. */
  layersOf(encoder: EncoderIdentity): number[];
  read(encoder: EncoderIdentity, layer: number): TwinLayer | undefined;
  /** By layer the mean cosine of occurrences of different words; undefined where no twin was ever made. */
  anisotropyOf(encoder: EncoderIdentity): readonly number[] | undefined;
  /** Keeps all layers of a twin, or none. */
  write(encoder: EncoderIdentity, twin: Twin, words: WordList): void;
}

interface TwinRow {
  readonly words: Buffer;
  readonly vectors: Buffer;
}

/** Twins that ship stand before stored ones: they are the same by construction, and need no database. */
export function createTwinStore(store: Store, shippedDir: string): TwinStore {
  const storedLayers = (encoder: EncoderIdentity): { layer: number; anisotropy: number }[] =>
    store.run(
      (db) =>
        db
          .prepare(
            `SELECT layer, json_extract(figures, '$.anisotropy') AS anisotropy FROM twins WHERE encoder = ? ORDER BY layer`,
          )
          .all(encoder.fingerprint) as { layer: number; anisotropy: number }[],
    );

  return {
    layersOf: (encoder) => {
      const shipped = readTwinHeader(shippedDir, encoder)?.layers ?? [];
      const layers = new Set([...shipped, ...storedLayers(encoder).map(({ layer }) => layer)]);
      return [...layers].sort((a, b) => a - b);
    },
    read: (encoder, layer) => {
      const header = readTwinHeader(shippedDir, encoder);
      const shipped = header && readTwinLayer(shippedDir, header, layer);
      if (shipped) return shipped;
      const row = store.run((db) =>
        db
          .prepare('SELECT words, vectors FROM twins WHERE encoder = ? AND layer = ?')
          .get(encoder.fingerprint, layer),
      ) as TwinRow | undefined;
      if (!row) return undefined;
      const { dimensions } = encoder;
      return {
        layer,
        dimensions,
        words: row.words.toString('utf8').split('\n'),
        means: restoreRows(row.vectors, dimensions),
      };
    },
    anisotropyOf: (encoder) => {
      const shipped = readTwinHeader(shippedDir, encoder)?.anisotropy;
      if (shipped?.length === encoder.layers) return shipped;
      const stored = storedLayers(encoder);
      return stored.length === encoder.layers ? stored.map(({ anisotropy }) => anisotropy) : undefined;
    },
    write: (encoder, twin, words) => {
      const list = Buffer.from(Array.from(twin.ranks, (rank) => words.at(rank)).join('\n'), 'utf8');
      const layers = twin.means.map((means, layer) => ({
        layer,
        vectors: quantizeRows(means, encoder.dimensions),
        figures: JSON.stringify({ anisotropy: twin.anisotropy[layer], occurrences: twin.occurrences }),
      }));
      store.write((db) => {
        const insert = db.prepare(
          'INSERT OR REPLACE INTO twins (encoder, layer, words, vectors, figures) VALUES (?, ?, ?, ?, ?)',
        );
        for (const { layer, vectors, figures } of layers) {
          insert.run(encoder.fingerprint, layer, list, vectors, figures);
        }
      });
    },
  };
}
