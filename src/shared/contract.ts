import { z } from 'zod';
import {
  builtInEncoder,
  builtInSet,
  encoderInfo,
  exampleSense,
  exportFormat,
  exportReport,
  float32,
  importReport,
  mapQuality,
  neighbor,
  occurrence,
  openedFile,
  pooling,
  reading,
  setDetails,
  setInfo,
  settings,
  uint32,
} from './domain.ts';
import type { ChosenFiles, HostContract } from './host-contract.ts';
import { procedure } from './procedure.ts';

const none = z.object({});
const setName = z.string().min(1).max(200);
const set = setName.default(builtInSet);
/** What a person calls a set. */
const newName = z.string().trim().min(1).max(200);
/** A handle that `files.open` gave. */
const file = z.string().min(1).max(100);
const encoder = z.string().min(1).max(200).default(builtInEncoder);
const top = z.number().int().min(1).max(1000);
const occurrences = z.array(occurrence).max(10_000);
/** A layer's number, 0 to blocks; -1 is the last. */
const layer = z.number().int().min(-1).max(200).default(-1);
/** How many of a set's most frequent words a map shows; of a smaller set all. */
const mapWords = z.number().int().min(1).max(1_000_000);
const word = z.string().min(1).max(1000);
const analogies = z.object({
  total: z.number().int(),
  used: z.number().int(),
  correct: z.number().int(),
  accuracy: z.number(),
  sections: z.array(z.object({ name: z.string(), used: z.number().int(), correct: z.number().int() })),
});

/** The contract between the core and everything that talks to it: the page, the command line, tests. */
export const contract = {
  'app.info': procedure(
    none,
    z.object({
      version: z.string(),
      dataDir: z.string(),
      startupMs: z.number(),
      /** Where a damaged database was put when this core began a new one; null if all was well. */
      databaseSetAside: z.string().nullable(),
    }),
  ),

  'settings.read': procedure(none, settings),
  /** Changes the named settings, keeps the others, and answers all. */
  'settings.write': procedure(settings.partial(), settings),

  /**
   * Gives the core a file that a person chose, by its path, and answers a handle for it: who may name paths are the hosts,
   * after a dialog, and the command line. `name` is the name that a person knows it by, where the path has another. A temporary
   * file is removed with its handle. Handles end with the core; any use of an unknown one is `unknown-file`.
   */
  'files.open': procedure(
    z.object({
      path: z.string().min(1).max(10_000),
      mode: z.enum(['read', 'write']),
      name: z.string().min(1).max(1000).optional(),
      isTemporary: z.boolean().default(false),
    }),
    openedFile,
    'command-line',
  ),
  /** Forgets a handle, known or not. */
  'files.close': procedure(z.object({ file }), none),

  'sets.list': procedure(none, z.array(setInfo)),
  /** Makes a set usable: imports it if it is built in and not there, and loads it into memory. Reports progress. */
  'sets.ensure': procedure(z.object({ set }), setInfo),
  'sets.details': procedure(z.object({ set }), setDetails),
  /**
   * Imports a vector file by its handle, which it closes when all is well. `companion`: the word list or metadata that belongs
   * to it. `many-skipped` unless `allowSkipped`, where more than one row in a hundred, and ten or more, cannot be read. Reports progress.
   */
  'sets.import': procedure(
    z.object({
      file,
      name: newName.optional(),
      format: z.string().max(100).optional(),
      /** Which file of an archive; `bad-file` names them where it has to be said. */
      member: z.string().max(10_000).optional(),
      companion: file.optional(),
      allowSkipped: z.boolean().optional(),
    }),
    importReport,
  ),
  /**
   * Writes a set to a file by its handle, in place only when it is whole; it closes the handle when all is well, unless the file is
   * a temporary one. `npy` is a matrix and a word list: `companion` is where the list goes, beside the file where it is left out.
   * A file that is there is replaced: whoever chose it was asked. Reports progress.
   */
  'sets.export': procedure(
    z.object({
      set,
      file,
      format: exportFormat,
      companion: file.optional(),
      overwrite: z.boolean().default(true),
    }),
    exportReport,
  ),
  /** `not-allowed` for sets that come with the app: they are known by their names. */
  'sets.rename': procedure(z.object({ set: setName, to: newName }), setInfo),
  /** Keeps what a person writes about the license and origin of a set of their own. */
  'sets.describe': procedure(z.object({ set: setName, license: z.string().trim().max(5000) }), setDetails),
  'sets.remove': procedure(z.object({ set }), z.object({ set: z.string() })),

  /** Words that begin with the prefix, most frequent first; then close spellings. `rank` counts from 0. */
  'words.complete': procedure(
    z.object({ set, prefix: z.string().max(1000), limit: z.number().int().min(1).max(100).default(8) }),
    z.array(z.object({ word: z.string(), rank: z.number().int() })),
  ),
  /** Nearest words to an expression, exact over the whole set; the words of the expression are left out. */
  'words.neighbors': procedure(
    z.object({ set, expression: z.string().max(10_000), top: top.default(10) }),
    z.object({
      expression: z.string(),
      set: z.string(),
      /**
       * The words of the expression with their signed weights, in order. `rank` is null for a word that the set lacks and
       * that got its vector from its subwords.
       */
      terms: z.array(z.object({ word: z.string(), rank: z.number().int().nullable(), weight: z.number() })),
      neighbors: z.array(neighbor),
    }),
  ),
  'words.similarity': procedure(
    z.object({ set, a: word, b: word }),
    z.object({
      a: z.string(),
      b: z.string(),
      set: z.string(),
      similarity: z.number(),
      /** Those of the two that the set lacks and that got their vectors from their subwords. */
      fromSubwords: z.array(z.string()),
    }),
  ),

  /** `text`: the file's content; `name`: its name, for messages. */
  'evaluate.similarity': procedure(
    z.object({ set, text: z.string(), name: z.string() }),
    z.object({
      pairs: z.number().int(),
      used: z.number().int(),
      missing: z.array(z.string()),
      spearman: z.number(),
      pearson: z.number(),
    }),
  ),
  /** Reports progress. */
  'evaluate.analogies': procedure(
    z.object({
      set,
      text: z.string(),
      name: z.string(),
      restrict: z.number().int().positive().default(30_000),
    }),
    analogies,
  ),
  /** The same with the questions that ship with the app (Mikolov et al. 2013). Reports progress. */
  'evaluate.builtIn': procedure(
    z.object({ set, restrict: z.number().int().positive().default(30_000) }),
    analogies,
  ),

  /**
   * The map's start: the set's most frequent `words` words, their PCA layout, and the cached layout if one
   * exists for the same set, count, method, dimensions, neighbors, minDistance and seed.
   * Layouts are row-major, `words x dimensions`. `words` is joined by line feeds, most frequent first.
   */
  'map.open': procedure(
    z.object({
      set,
      words: mapWords,
      dimensions: z.number().int().min(2).max(3).default(3),
      neighbors: z.number().int().min(2).max(200).default(15),
      minDistance: z.number().min(0).max(1).default(0.1),
      metric: z.enum(['cosine', 'euclidean']).default('cosine'),
      seed: z.number().int().nonnegative().default(42),
    }),
    z.object({
      key: z.string(),
      set: z.string(),
      setWords: z.number().int(),
      words: z.string(),
      pca: float32,
      cached: z
        .object({ positions: float32, trustworthiness: z.number(), sample: z.number().int() })
        .nullable(),
    }),
  ),
  /**
   * Exact nearest neighbors of the set's first `words` words among themselves, each word itself first with distance 0, as
   * umap-learn counts them. `words x neighbors`, row-major, nearest first. Distance is 1 - cosine, or euclidean. Reports progress.
   */
  'map.neighbors': procedure(
    z.object({
      set,
      words: mapWords,
      neighbors: z.number().int().min(2).max(200),
      metric: z.enum(['cosine', 'euclidean']).default('cosine'),
    }),
    z.object({ indices: uint32, distances: float32 }),
  ),
  /**
   * Trustworthiness of a layout (k = 15, cosine; fewer in a map of less than 31 words) on a seeded sample; stored with the layout under
   * `key` when `save`. Null, and not stored, where fewer than three words have none.
   */
  'map.finish': procedure(
    z.object({ key: z.string(), positions: float32, save: z.boolean().default(true) }),
    z.object({ trustworthiness: z.number().nullable(), sample: z.number().int() }),
  ),
  /**
   * Where words outside the map (or in it) stand: for each, its `neighbors` nearest words among the set's first
   * `words`, with cosine distances. Row-major, `count x neighbors`.
   */
  'map.placeWords': procedure(
    z.object({
      set,
      words: mapWords,
      list: z.array(word).max(1000),
      neighbors: z.number().int().min(1).max(200).default(15),
    }),
    z.object({ indices: uint32, distances: float32 }),
  ),

  'encoders.list': procedure(none, z.array(encoderInfo)),
  /**
   * Vectors of occurrences: `occurrences x layers x dimensions`, row-major, in input order. `layer` -1 is the
   * last, null all. `windowed` lists the occurrences whose sentence was cut around the span. Reports progress.
   */
  'encoders.encode': procedure(
    z.object({ encoder, occurrences, layer: layer.nullable(), pooling: pooling.default('mean') }),
    z.object({
      encoder: z.string(),
      vectors: float32,
      layers: z.number().int(),
      dimensions: z.number().int(),
      windowed: z.array(z.number().int()),
    }),
  ),
  /** Makes the encoder's static twin for all its layers. Reports progress; may take a minute. */
  'encoders.makeTwin': procedure(z.object({ encoder }), encoderInfo),
  /** Fits the linear maps of all the encoder's layers to a set. Reports progress; may take minutes. */
  'encoders.fitMaps': procedure(
    z.object({ encoder, set }),
    z.array(mapQuality.extend({ layer: z.number().int() })),
  ),

  /** Example sentences by sense: the app's own samples first, then WordNet's; only those that hold the word. */
  'contexts.examples': procedure(z.object({ word }), z.array(exampleSense)),
  /** Every place where the word, or an inflected form of it, stands in the text; `word-not-in-sentence` if none. */
  'contexts.find': procedure(z.object({ word, text: z.string().min(1).max(100_000) }), z.array(occurrence)),
  /** Vectors of all layers into the cache, so that everything below answers at once. Reports progress. */
  'contexts.prepare': procedure(
    z.object({ encoder, occurrences }),
    z.object({ windowed: z.array(z.number().int()), layers: z.number().int() }),
  ),
  /** How each occurrence reads, at one layer and one setting of the context dial (`contrast`, 0 to 1). */
  'contexts.read': procedure(
    z.object({
      encoder,
      set,
      word,
      occurrences,
      layer,
      contrast: z.number().min(0).max(1).default(0.5),
      top: top.default(8),
      foldForms: z.boolean().default(true),
    }),
    z.object({
      layer: z.number().int(),
      /** Held-out figures of the map used; null where there is no map to this set. */
      map: mapQuality.nullable(),
      readings: z.array(
        z.object({
          /** Centered cosine of the occurrence to the word's own twin vector; null where the twin lacks the word. */
          ownSimilarity: z.number().nullable(),
          twin: reading.nullable(),
          static: reading.nullable(),
          wordsAround: reading.nullable(),
        }),
      ),
    }),
  ),
  /** Raw cosines of the occurrences among themselves at every layer, `layers x n x n`, beside each layer's baseline. */
  'contexts.similarities': procedure(
    z.object({ encoder, occurrences: z.array(occurrence).max(500) }),
    z.object({
      layers: z.number().int(),
      similarities: float32,
      /** Mean cosine of random occurrences of different words, by layer (Ethayarajh 2019). */
      anisotropy: z.array(z.number()),
    }),
  ),
  /**
   * The occurrences' way through the map of the set's first `words` words: at each layer the nearest words of
   * the mapped vector. `occurrences x layers x neighbors`, row-major. `not-ready` where no map leads to the set.
   */
  'contexts.path': procedure(
    z.object({
      encoder,
      set,
      occurrences,
      words: mapWords,
      neighbors: z.number().int().min(1).max(200).default(15),
    }),
    z.object({ layers: z.number().int(), indices: uint32, distances: float32 }),
  ),
  /** Attention of one sentence: `layers x heads x tokens x tokens`, row-major, rows sum to 1. */
  'contexts.attention': procedure(
    z.object({ encoder, occurrence }),
    z.object({
      layers: z.number().int(),
      heads: z.number().int(),
      tokens: z.array(z.object({ token: z.string(), start: z.number().int(), end: z.number().int() })),
      weights: float32,
    }),
  ),
} as const;

export type Contract = typeof contract;
/** What the core answers. */
export type ProcedureName = keyof Contract;
type Everything = Contract & HostContract;
/** What the page may call: the core's procedures, and its host's. */
export type CallName = keyof Everything;
/** What a caller passes: fields with defaults may be left out. */
export type CallerInput<N extends CallName> = z.input<Everything[N]['input']>;
/** What a handler gets: parsed, defaults filled in. */
export type HandlerInput<N extends CallName> = z.output<Everything[N]['input']>;
export type ProcedureOutput<N extends CallName> = z.output<Everything[N]['output']>;

/** Events that the host and the core send without being asked. */
export interface Events {
  /** The core's process: `ready` after each start; `restarting` after a crash; `failed` when it does not come back. */
  readonly core: { readonly state: 'ready' | 'restarting' | 'failed'; readonly reason?: string };
  /** The vector sets changed: imported, removed. */
  readonly sets: Record<string, never>;
  /** Files were dropped onto the window: those that can be read, by their handles, and those that cannot. */
  readonly files: ChosenFiles;
  /** A command was chosen in the window's menu. */
  readonly menu: { readonly command: 'import' };
}
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = Events[N];
