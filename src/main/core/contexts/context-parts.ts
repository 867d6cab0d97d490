import { AppError } from '../../../shared/errors.ts';
import type { Encoder, Encoders } from '../encoders/encoder.ts';
import type { Store } from '../store/database.ts';
import type { Kernels } from '../vectors/kernels/kernels.ts';
import type { VectorIndex } from '../vectors/search/vector-index.ts';
import type { VectorSets } from '../vectors/sets/vector-sets.ts';
import type { WordNet } from '../wordnet/wordnet.ts';
import type { ExampleSources } from './examples.ts';
import { createFrequentSpace, type FrequentSpace } from './frequent-space.ts';
import { createMapStore, type MapStore } from './map-store.ts';
import { createResourceCache } from './resource-cache.ts';
import { openSamples } from './samples.ts';
import { createTwinReader, type TwinReader } from './twin-reader.ts';
import { createTwinStore, type TwinStore } from './twin-store.ts';

export interface ContextDeps {
  readonly store: Store;
  readonly kernels: Kernels;
  readonly sets: VectorSets;
  readonly encoders: Encoders;
  readonly wordNet: WordNet;
  /** `data` of the app. */
  readonly shippedDir: string;
  readonly log: (line: string) => void;
}

/** What the context procedures share: stores, and the indices that they keep in memory. */
export interface ContextParts extends ContextDeps {
  readonly twins: TwinStore;
  readonly maps: MapStore;
  readonly examples: ExampleSources;
  /** Runs `work` with the encoder's twin at this layer, or null where it was not made. */
  withTwin<R>(encoder: Encoder, layer: number, work: (twin: TwinReader | null) => Promise<R>): Promise<R>;
  /** Runs `work` with the set and its frequent words, centered. Opens the set, and imports it where it is built in and absent. */
  withSpace<R>(
    set: string,
    job: { readonly signal?: AbortSignal },
    work: (set: VectorIndex, space: FrequentSpace) => Promise<R>,
  ): Promise<R>;
  dispose(): void;
}

/** Readings name one of so many most frequent words: rarer ones make them odd. */
const readingWords = 50_000;
/** 25 MB each with the bundled encoder. */
const twinsInMemory = 4;
/** 20 MB each with GloVe. */
const spacesInMemory = 2;

export function createContextParts(deps: ContextDeps): ContextParts {
  const { store, sets, kernels, shippedDir } = deps;
  const twins = createTwinStore(store, shippedDir);
  const readers = createResourceCache<TwinReader>(twinsInMemory);
  const spaces = createResourceCache<FrequentSpace>(spacesInMemory);

  function readTwin(encoder: Encoder, layer: number): TwinReader {
    const twin = twins.read(encoder, layer);
    if (!twin) throw new Error(`the twin of ${encoder.name} at layer ${layer} vanished`);
    return createTwinReader(twin, kernels);
  }

  return {
    ...deps,
    twins,
    maps: createMapStore(store, sets, shippedDir),
    examples: { wordNet: deps.wordNet, samplesOf: openSamples(shippedDir) },
    withTwin: (encoder, layer, work) =>
      twins.layersOf(encoder).includes(layer)
        ? readers.use(`${encoder.fingerprint} ${layer}`, () => readTwin(encoder, layer), work)
        : work(null),
    withSpace: async (set, job, work) => {
      const index = await sets.open(set, job);
      const make = (): FrequentSpace => createFrequentSpace(index, readingWords, kernels);
      return spaces.use(sets.importId(set), make, (space) => work(index, space));
    },
    dispose: () => {
      readers.dispose();
      spaces.dispose();
    },
  };
}

/** The layer that a request means: -1 is the last. `invalid-input` where the encoder has no such layer. */
export function resolveLayer(encoder: Encoder, layer: number): number {
  if (layer === -1) return encoder.layers - 1;
  if (layer < encoder.layers) return layer;
  throw new AppError(
    'invalid-input',
    `layer ${layer}: ${encoder.name} has layers 0 to ${encoder.layers - 1}`,
  );
}
