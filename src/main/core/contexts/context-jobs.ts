import { builtInSet } from '../../../shared/domain.ts';
import type { Encoder } from '../encoders/encoder.ts';
import { AppError } from '../../../shared/errors.ts';
import { createSharedJob, type JobOptions, type SharedJob } from '../vectors/sets/shared-job.ts';
import { buildTwin, twinRecipe } from './build-twin.ts';
import type { ContextParts } from './context-parts.ts';
import { fitMaps, type FittedMap } from './fit-maps.ts';
import { createFrequentSpace } from './frequent-space.ts';
import { chooseOccurrences, gatherTexts } from './gloss-occurrences.ts';
import { mapRecipe } from './map-recipe.ts';

/** Long work on an encoder. Callers who ask for the same share one job, which stops when the last of them cancels. */
interface ContextJobs {
  /** Makes and keeps the static twin of all layers. */
  makeTwin(encoder: Encoder, job: JobOptions): Promise<void>;
  /** Fits and keeps the maps of all layers to a set. */
  fitMaps(encoder: Encoder, set: string, job: JobOptions): Promise<readonly FittedMap[]>;
}

/** From fewer words a map would learn nothing, and its held-out figures would be of a handful. */
const fewestMappedWords = 30;

export function createContextJobs(parts: ContextParts): ContextJobs {
  const twinJobs = createJobTable<undefined>();
  const mapJobs = createJobTable<readonly FittedMap[]>();
  return {
    makeTwin: async (encoder, job) => {
      await twinJobs.join(encoder.fingerprint, job, async (options) => {
        await makeTwin(parts, encoder, options);
        return undefined;
      });
    },
    fitMaps: (encoder, set, job) =>
      mapJobs.join(`${encoder.fingerprint} ${set}`, job, (options) => makeMaps(parts, encoder, set, options)),
  };
}

async function makeTwin(parts: ContextParts, encoder: Encoder, job: JobOptions): Promise<void> {
  // GloVe says which words are frequent, whatever the encoder.
  const vocabulary = await parts.sets.open(builtInSet, job);
  const texts = await gatherTexts(parts.wordNet.glosses(), job.signal);
  const chosen = await chooseOccurrences(
    texts,
    { ...twinRecipe, rankOf: (word) => vocabulary.rankOf(word) },
    job.signal,
  );
  const twin = await buildTwin(encoder, chosen, job);
  job.report?.({ phase: 'save', done: 0, total: 0 });
  parts.twins.write(encoder, twin, vocabulary.words);
}

async function makeMaps(
  parts: ContextParts,
  encoder: Encoder,
  set: string,
  job: JobOptions,
): Promise<readonly FittedMap[]> {
  const vocabulary = await parts.sets.open(set, job);
  const texts = await gatherTexts(parts.wordNet.glosses(), job.signal);
  const chosen = await chooseOccurrences(
    texts,
    { ...mapRecipe, rankOf: (word) => vocabulary.rankOf(word) },
    job.signal,
  );
  const wordCount = new Set(chosen.ranks).size;
  if (wordCount < fewestMappedWords) {
    throw new AppError(
      'not-ready',
      `${set} has ${wordCount} words that stand in WordNet's sentences: a map to it takes at least ${fewestMappedWords}`,
    );
  }
  const space = createFrequentSpace(vocabulary, mapRecipe.candidates, parts.kernels);
  try {
    const maps = await fitMaps(encoder, space, chosen, job);
    job.report?.({ phase: 'save', done: 0, total: 0 });
    parts.maps.write(encoder, set, maps);
    return maps;
  } finally {
    space.dispose();
  }
}

function createJobTable<T>(): {
  join(key: string, job: JobOptions, work: (options: JobOptions) => Promise<T>): Promise<T>;
} {
  const running = new Map<string, SharedJob<T>>();
  return {
    join: (key, options, work) => {
      const known = running.get(key);
      if (known && !known.isAbandoned()) return known.join(options);
      const job = createSharedJob<T>((signal, report) =>
        work({ signal, report }).finally(() => {
          if (running.get(key) === job) running.delete(key);
        }),
      );
      running.set(key, job);
      return job.join(options);
    },
  };
}
