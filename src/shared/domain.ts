import { z } from 'zod';

/** The domain's shapes, each written once; types are derived from the schemas. */

export const float32 = z.custom<Float32Array<ArrayBuffer>>(
  (value) => value instanceof Float32Array,
  'expected a Float32Array',
);
export const uint32 = z.custom<Uint32Array<ArrayBuffer>>(
  (value) => value instanceof Uint32Array,
  'expected a Uint32Array',
);

export const setInfo = z.object({
  set: z.string(),
  words: z.number().int(),
  dimensions: z.number().int(),
  /** Where it came from: a package, a file name, or the encoder it was reduced from. */
  source: z.string(),
  /** `ready`: whole; `incomplete`: an import was cut off; `importing`: one is running now; `absent`: built in, not imported yet. */
  state: z.enum(['ready', 'incomplete', 'importing', 'absent']),
});
export type SetInfo = z.infer<typeof setInfo>;

/** What a set holds beside its vectors, and what its import had to say. */
export const setDetails = setInfo.extend({
  /** `built-in`: ships with the app; `twin`: reduced from an encoder; `own`: imported by a person. */
  kind: z.enum(['built-in', 'twin', 'own']),
  /** The format it was read from; null where it came from no file, or an older version of the app has not kept it. */
  format: z.string().nullable(),
  /** Milliseconds since 1970; null before it is imported. */
  importedAt: z.number().nullable(),
  /** What its words and vectors take in the database. */
  sizeBytes: z.number(),
  /** What is known about its license and origin: of an own set what a person wrote. */
  license: z.string(),
  skipped: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  skippedCount: z.number().int(),
  notes: z.array(z.string()),
  /** The lengths of its vectors as they came, `low` and `high` being 5 % and 95 %; null where they were not measured. */
  norms: z
    .object({
      least: z.number(),
      low: z.number(),
      lowerQuartile: z.number(),
      median: z.number(),
      upperQuartile: z.number(),
      high: z.number(),
      greatest: z.number(),
    })
    .nullable(),
  /** How many vectors are all zeros. */
  zeroVectors: z.number().int(),
  /** It gives vectors to words that it does not list, from their parts. */
  hasSubwords: z.boolean(),
});
export type SetDetails = z.infer<typeof setDetails>;

/** The formats that a set can be written in. */
export const exportFormat = z.enum(['word2vec-binary', 'word2vec-text', 'glove', 'npy', 'parquet']);
export type ExportFormatName = z.infer<typeof exportFormat>;

export const exportReport = z.object({
  set: z.string(),
  format: exportFormat,
  /** The file's name. */
  file: z.string(),
  words: z.number().int(),
  dimensions: z.number().int(),
  sizeBytes: z.number(),
  seconds: z.number(),
  /** What a person should know besides: where the words lie, what was not written. Not part of the command line's JSON. */
  notes: z.array(z.string()),
});
export type ExportReport = z.infer<typeof exportReport>;

/** A file as the page knows it: a handle that means nothing outside of the core that gave it, and the file's name. */
export const openedFile = z.object({ file: z.string(), name: z.string(), sizeBytes: z.number() });
export type OpenedFile = z.infer<typeof openedFile>;

/** A word with its cosine to the query and its rank in the set (0 = most frequent). */
export const neighbor = z.object({ word: z.string(), similarity: z.number(), rank: z.number().int() });
export type Neighbor = z.infer<typeof neighbor>;

/** A neighbor as a reading shows it; `folded` are the word's own inflected forms, moved out of the list. */
export const reading = z.object({
  neighbors: z.array(z.object({ word: z.string(), similarity: z.number() })),
  folded: z.array(z.string()),
});
export type Reading = z.infer<typeof reading>;

export const importReport = z.object({
  set: z.string(),
  format: z.string(),
  words: z.number().int(),
  dimensions: z.number().int(),
  skipped: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  skippedCount: z.number().int(),
  /** What a person should know besides, e.g. a header that counts wrong. Not part of the command line's JSON. */
  notes: z.array(z.string()),
  seconds: z.number(),
});
export type ImportReport = z.infer<typeof importReport>;

/** A word in a sentence. Offsets are UTF-16 code units, end exclusive. */
export const occurrence = z.object({
  text: z.string().max(100_000),
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
});
export type Occurrence = z.infer<typeof occurrence>;

/** Where a sense label comes from: WordNet's synset, or the app's own sample sentences. */
export const exampleSense = z.object({
  /** e.g. `bank.n.01`, or `sample:river` for the app's own. */
  id: z.string(),
  /** One or two words for display: e.g. `sloping land`. */
  label: z.string(),
  /** WordNet's definition; empty for samples. */
  gloss: z.string(),
  source: z.enum(['wordnet', 'sample']),
  occurrences: z.array(occurrence),
});
export type ExampleSense = z.infer<typeof exampleSense>;

export const encoderInfo = z.object({
  encoder: z.string(),
  dimensions: z.number().int(),
  /** How many hidden states can be read: blocks + 1; 1 where the graph's layers could not be found. */
  layers: z.number().int(),
  /** False where only the last layer could be found. */
  hasAllLayers: z.boolean(),
  maxTokens: z.number().int(),
  license: z.string(),
  origin: z.string(),
  /** Layers whose static twin is there now. */
  twinLayers: z.array(z.number().int()),
  /** The vector sets that a fitted map leads to. */
  mappedSets: z.array(z.string()),
});
export type EncoderInfo = z.infer<typeof encoderInfo>;

export const pooling = z.enum(['mean', 'first', 'last']);
export type Pooling = z.infer<typeof pooling>;

/** Held-out figures of a linear map: on words that the fit never saw. */
export const mapQuality = z.object({
  heldOutTop1: z.number(),
  heldOutTop10: z.number(),
  heldOutCosine: z.number(),
  heldOutWords: z.number().int(),
  heldOutOccurrences: z.number().int(),
});
export type MapQuality = z.infer<typeof mapQuality>;

/** What the page keeps between starts; stored in the data folder, because a browser's port changes each start. */
export const settings = z.object({
  language: z.enum(['en', 'zh']).nullable(), // null: the system's
  theme: z.enum(['dark', 'light']).nullable(), // null: the system's
  leftPanelOpen: z.boolean(),
  rightPanelOpen: z.boolean(),
  hintsDismissed: z.boolean(),
  mapWords: z.number().int().min(1000).max(50_000),
  foldForms: z.boolean(),
  contrast: z.number().min(0).max(1),
  lastWord: z.string().max(1000),
  /** The vector set in use. */
  set: z.string().min(1).max(200),
  /** Electron's window; ignored in the browser. */
  window: z.object({
    x: z.number().int().nullable(),
    y: z.number().int().nullable(),
    width: z.number().int(),
    height: z.number().int(),
    isMaximized: z.boolean(),
  }),
});
export type Settings = z.infer<typeof settings>;

export { builtInEncoder, builtInSet, defaultSettings } from './built-in.ts';
