import { AppError } from '../../../shared/errors.ts';
import { createProgressReporter } from '../../../shared/progress.ts';
import type { Handlers } from '../../../shared/rpc/router.ts';
import type { Store } from '../store/database.ts';
import { resolveWords } from '../vectors/words/resolve-words.ts';
import type { VectorIndex } from '../vectors/search/vector-index.ts';
import type { VectorSets } from '../vectors/sets/vector-sets.ts';
import { parseLayoutKey, toLayoutKey } from './layout-key.ts';
import { createLayouts } from './layouts.ts';
import { mapNeighbors } from './map-neighbors.ts';
import { mapRowsOf } from './map-rows.ts';
import { pca } from './pca.ts';
import { trustworthiness } from './trustworthiness.ts';

/** k of the trustworthiness that is shown, and how many words it is taken on. */
const trustNeighbors = 15;
const trustSample = 1000;
/** With fewer words none has a neighbor that another could stand before. */
const fewestMeasured = 3;

type ProjectionHandlers = Pick<Handlers, 'map.open' | 'map.neighbors' | 'map.finish' | 'map.placeWords'>;

/** The map: its start layout, its neighbors, its cached layouts, and where further words stand in it. */
export function createProjectionHandlers(deps: {
  readonly sets: VectorSets;
  readonly store: Store;
}): ProjectionHandlers {
  const { sets, store } = deps;
  const layouts = createLayouts(store);

  return {
    'map.open': async (input, { signal, report }) => {
      const index = await sets.open(input.set, { signal, report });
      const words = Math.min(input.words, index.words.length);
      const dimensions = input.dimensions === 2 ? 2 : 3;
      const { set, neighbors, minDistance, metric, seed } = input;
      const importId = sets.importId(set);
      const key = toLayoutKey({ set, importId, words, dimensions, neighbors, minDistance, metric, seed });
      return {
        key,
        set,
        setWords: index.words.length,
        words: index.words.join(words),
        pca: pca({ ...mapRowsOf(index, words, metric), components: dimensions }),
        cached: layouts.find(key) ?? null,
      };
    },

    'map.neighbors': async (input, { signal, report }) => {
      const index = await sets.open(input.set, { signal });
      const words = Math.min(input.words, index.words.length);
      const tell = createProgressReporter(report);
      return mapNeighbors(index, {
        words,
        neighbors: Math.min(input.neighbors, words),
        metric: input.metric,
        signal,
        onDone: (rows) => tell('neighbors', rows, words),
      });
    },

    'map.finish': async ({ key, positions, save }, { signal }) => {
      const source = parseLayoutKey(key);
      const index = await sets.open(sets.nameOf(source.importId), { signal });
      expectPositions(positions, source.words, source.dimensions);
      const sample = Math.min(trustSample, source.words);
      if (source.words < fewestMeasured) return { trustworthiness: null, sample };
      const result = await trustworthiness({
        rows: mapRowsOf(index, source.words, source.metric),
        positions,
        neighbors: Math.min(trustNeighbors, Math.floor((source.words - 1) / 2)),
        sample,
        seed: source.seed,
        signal,
      });
      if (save) layouts.save(key, { positions, trustworthiness: result, sample });
      return { trustworthiness: result, sample };
    },

    'map.placeWords': async ({ set, words, list, neighbors }, { signal }) => {
      const index = await sets.open(set, { signal });
      const limit = Math.min(words, index.words.length);
      const top = Math.min(neighbors, limit);
      const found = await index.nearestMany(vectorsOf(index, list), { top, limit, signal });
      return {
        indices: found.rows,
        distances: found.similarities.map((similarity) => Math.max(0, 1 - similarity)),
      };
    },
  };
}

function expectPositions(positions: Float32Array, words: number, dimensions: number): void {
  if (positions.length !== words * dimensions) {
    const message = `map.finish: expected ${words} x ${dimensions} coordinates, found ${positions.length}`;
    throw new AppError('invalid-input', message);
  }
  if (!positions.every(Number.isFinite)) {
    throw new AppError('invalid-input', 'map.finish: expected finite coordinates');
  }
}

function vectorsOf(index: VectorIndex, list: readonly string[]): Float32Array {
  const vectors = new Float32Array(list.length * index.dimensions);
  resolveWords(index, list).forEach(({ vector }, place) => vectors.set(vector, place * index.dimensions));
  return vectors;
}
