import type { ErrorCode } from '../../shared/errors.ts';
import type { MapQuality } from '../../shared/domain.ts';
import type { Format } from './format.ts';

export type Language = 'en' | 'zh';

export type JobKind =
  | 'prepare-set'
  | 'neighbors'
  | 'umap'
  | 'quality'
  | 'contexts'
  | 'twin'
  | 'import'
  | 'export'
  | 'check'
  | 'fit-maps';

/** The parts of making a vector set usable, as progress reports name them; other jobs are one thing each. */
export type SetPhase = 'import' | 'load';

/** Sections of the analogy questions that ship with the app, as their file names them. */
export const analogySections = [
  'capital-common-countries',
  'capital-world',
  'currency',
  'city-in-state',
  'family',
  'gram1-adjective-to-adverb',
  'gram2-opposite',
  'gram3-comparative',
  'gram4-superlative',
  'gram5-present-participle',
  'gram6-nationality-adjective',
  'gram7-past-tense',
  'gram8-plural',
  'gram9-plural-verbs',
] as const;
export type AnalogySection = (typeof analogySections)[number];

/** Formats of vector files, as the core names them; `twin` is none, but what an encoder's twin has in its place. */
export type ShownFormat =
  | 'glove'
  | 'word2vec'
  | 'word2vec-binary'
  | 'word2vec-text'
  | 'fasttext'
  | 'projector'
  | 'npy'
  | 'parquet'
  | 'safetensors';

/** A failure as the page shows it: the closed code, the core's own words, and what it knows beyond them. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: unknown;
}

/** Everything the page says. Each language fills the whole table; the compiler sees to it. */
export interface Messages {
  readonly format: Format;
  readonly core: {
    readonly connecting: string;
    readonly ready: string;
    readonly reconnecting: string;
    readonly unreachable: string;
    /** After the last try. */
    readonly gone: string;
    readonly failed: string;
    readonly retry: string;
    readonly recovered: string;
  };
  readonly firstStart: {
    readonly connectingTitle: string;
    readonly connectingBody: string;
    readonly importTitle: string;
    readonly importBody: (words: string) => string;
    readonly loadTitle: string;
    readonly loadBody: string;
    readonly canceledTitle: string;
    readonly canceledBody: string;
    readonly startAgain: string;
    readonly failedTitle: string;
    readonly failedBody: string;
    readonly ownVectors: string;
    readonly cancel: string;
  };
  readonly jobs: {
    readonly label: string;
    readonly kinds: Readonly<Record<JobKind, string>>;
    readonly phases: Readonly<Record<SetPhase, string>>;
    /** A job and what it is done to. */
    readonly named: (job: string, subject: string) => string;
    readonly waiting: string;
    readonly asks: string;
    readonly show: string;
    readonly more: (count: number) => string;
    readonly imported: (set: string) => string;
    readonly skipped: (count: number) => string;
    readonly use: string;
    readonly count: (done: number, total: number) => string;
    readonly timeLeft: (ms: number) => string;
    readonly cancel: (job: string) => string;
    readonly retry: string;
    readonly dismiss: (job: string) => string;
    readonly failed: (job: string, why: string) => string;
  };
  readonly search: {
    readonly label: string;
    readonly placeholder: string;
    readonly help: string;
    readonly suggestions: string;
    readonly suggestionCount: (count: number) => string;
    readonly notYet: (word: string) => string;
    readonly back: string;
    readonly forward: string;
    readonly closest: string;
    readonly searching: string;
  };
  readonly word: {
    readonly panel: string;
    readonly rank: (rank: number) => string;
    readonly fromSubwords: string;
    readonly terms: string;
    readonly nearest: string;
    readonly nearestTip: string;
    readonly walk: (word: string) => string;
    readonly inView: (count: number) => string;
    readonly outside: string;
    readonly fromSubwordsTip: string;
    readonly outsideTip: (words: string) => string;
    readonly announce: (expression: string, nearest: string) => string;
    readonly emptyTitle: string;
    readonly emptyBody: string;
    readonly tryWords: string;
    readonly tryExpressions: string;
  };
  readonly top: {
    readonly region: string;
    readonly words: (shown: number, total: number) => string;
    readonly pca: string;
    readonly umap: string;
    readonly umapRunning: (epoch: number, epochs: number) => string;
    readonly umapStopped: string;
    readonly trustworthiness: (value: number) => string;
    readonly trustworthinessTip: (sample: number) => string;
    readonly change: string;
  };
  readonly mapMenu: {
    readonly title: string;
    readonly set: string;
    readonly words: string;
    readonly wordsHelp: string;
    readonly seed: string;
    readonly seedHelp: string;
    readonly apply: string;
    readonly setDetail: (words: number, dimensions: number) => string;
    readonly all: string;
  };
  readonly sets: {
    readonly title: string;
    readonly close: string;
    readonly import: string;
    readonly hint: string;
    readonly list: string;
    readonly inUse: string;
    readonly use: string;
    readonly useLabel: (set: string) => string;
    readonly opening: string;
    readonly size: (words: number, dimensions: number) => string;
    readonly builtIn: string;
    readonly twin: string;
    readonly states: Readonly<Record<'absent' | 'incomplete' | 'importing' | 'damaged', string>>;
    readonly absentBody: string;
    readonly incompleteBody: string;
    readonly damagedBody: string;
    readonly failed: (why: string) => string;
    readonly retry: string;
    readonly imported: string;
    readonly exported: (name: string) => string;
    readonly dismiss: string;
    readonly formats: Readonly<Record<ShownFormat, string>>;
    readonly source: string;
    readonly since: string;
    readonly license: string;
    readonly licenses: Readonly<Record<'built-in' | 'twin', string>>;
    readonly addLicense: string;
    readonly editLicense: string;
    readonly licenseLabel: (set: string) => string;
    readonly save: string;
    readonly cancel: string;
    readonly subwords: string;
    readonly skipped: (count: number) => string;
    readonly skippedTitle: string;
    readonly firstSkipped: (shown: number) => string;
    readonly line: (line: number) => string;
    readonly notes: string;
    readonly norms: string;
    readonly normsTip: string;
    readonly normsSame: (length: string) => string;
    readonly normsText: (median: string, from: string, to: string) => string;
    readonly zeroVectors: (count: number) => string;
    readonly check: string;
    readonly checkTip: string;
    readonly runCheck: string;
    readonly checkResult: (correct: number, used: number) => string;
    readonly checkUnused: (count: number) => string;
    readonly checkEmpty: string;
    readonly section: string;
    readonly accuracy: string;
    readonly sections: Readonly<Record<AnalogySection, string>>;
    readonly export: string;
    readonly exportAs: string;
    readonly exportLabel: (set: string) => string;
    readonly exportFormats: Readonly<
      Record<'word2vec-binary' | 'word2vec-text' | 'glove' | 'npy' | 'parquet', string>
    >;
    readonly rename: string;
    readonly renameLabel: (set: string) => string;
    readonly remove: string;
    readonly removeAsk: (set: string) => string;
    readonly removeBody: string;
    readonly removeConfirm: string;
    readonly removeKeep: string;
    readonly removed: (set: string) => string;
    readonly noMap: (set: string) => string;
    readonly fitMap: string;
  };
  readonly imports: {
    readonly title: string;
    readonly phases: Readonly<Record<'upload' | 'import', string>>;
    readonly starting: string;
    readonly waiting: string;
    readonly blocked: string;
    readonly of: (done: string, total: string) => string;
    readonly cancel: (name: string) => string;
    readonly withWords: (name: string) => string;
    readonly severalFiles: string;
    readonly manySkipped: (skipped: number, rows: number) => string;
    readonly forExample: string;
    readonly accept: (rows: number) => string;
    readonly leave: string;
    readonly nameTaken: (name: string) => string;
    readonly nameLabel: string;
    readonly importAs: string;
    readonly failed: (why: string) => string;
    readonly retry: string;
    readonly addWords: string;
    readonly dismiss: (name: string) => string;
    readonly announce: (set: string, words: number, skipped: number) => string;
    readonly drop: string;
    readonly dropBody: string;
    readonly folder: (name: string) => string;
  };
  readonly scene: {
    readonly label: string;
    readonly describe: (words: number, method: string) => string;
    readonly describeWord: (word: string, neighbors: string) => string;
    readonly describeContexts: (count: number, layer: string) => string;
    readonly frame: string;
    readonly reset: string;
    readonly flat: string;
    readonly solid: string;
    readonly tools: string;
    readonly failed: string;
  };
  readonly contexts: {
    readonly panel: string;
    readonly tabs: Readonly<Record<'contexts' | 'similarity' | 'layers' | 'attention', string>>;
    readonly dial: string;
    readonly dialWord: string;
    readonly dialContext: string;
    readonly dialTip: string;
    readonly readBy: string;
    /** `set` is the name of the vector set in use. */
    readonly by: Readonly<Record<'twin' | 'wordsAround', string>> & {
      readonly static: (isBuiltIn: boolean) => string;
    };
    readonly byTip: Readonly<Record<'twin', string>> &
      Readonly<Record<'static' | 'wordsAround', (set: string) => string>>;
    readonly fold: string;
    readonly foldTip: string;
    readonly folded: (words: string) => string;
    readonly windowed: string;
    readonly windowedTip: (maxTokens: number) => string;
    readonly typedIn: string;
    readonly remove: (sentence: string) => string;
    readonly removeTip: string;
    readonly select: string;
    readonly add: (word: string) => string;
    readonly addButton: string;
    readonly adding: string;
    readonly added: (count: number) => string;
    readonly already: string;
    readonly tooMany: (limit: number) => string;
    readonly notInSentence: (word: string) => string;
    readonly choose: string;
    readonly chooseTitle: (word: string) => string;
    readonly chooseEmpty: (word: string) => string;
    readonly samples: string;
    readonly wordnet: string;
    readonly emptyTitle: string;
    readonly emptyBody: string;
    readonly expressionTitle: string;
    readonly expressionBody: string;
    readonly noneTitle: (word: string) => string;
    readonly noneBody: string;
    readonly atStatic: string;
    readonly noReading: Readonly<Record<'twin' | 'static' | 'wordsAround', string>>;
    readonly noTwin: string;
    readonly makeTwin: string;
    readonly preparing: string;
  };
  readonly layers: {
    readonly label: string;
    readonly static: string;
    readonly inContext: (layer: number) => string;
    readonly play: string;
    readonly pause: string;
    readonly valueText: (layer: number | null) => string;
  };
  readonly similarity: {
    readonly title: (layer: string) => string;
    readonly table: string;
    readonly baseline: (value: number) => string;
    readonly baselineTip: string;
    readonly self: (value: number) => string;
    readonly selfTip: string;
    readonly needTwo: string;
    readonly atStatic: string;
    readonly legend: (low: number, high: number) => string;
    readonly cell: (a: string, b: string, value: number) => string;
    readonly sentence: string;
  };
  readonly chart: {
    readonly title: string;
    readonly about: string;
    readonly layer: string;
    readonly similarity: string;
    readonly self: string;
    readonly within: string;
    readonly across: string;
    readonly baseline: string;
    readonly tip: string;
    readonly table: string;
  };
  readonly attention: {
    readonly title: string;
    readonly tip: string;
    readonly sentence: string;
    readonly layer: string;
    readonly head: string;
    readonly allHeads: string;
    readonly headNumber: (head: number) => string;
    readonly layerNumber: (layer: number) => string;
    readonly table: string;
    readonly token: string;
    readonly weight: string;
    readonly special: string;
    readonly loading: string;
  };
  readonly foot: {
    /** `candidates`: among so many words the own one was looked for. */
    readonly heldOut: (share: number, candidates: number) => string;
    readonly heldOutTip: (quality: MapQuality, layer: number, candidates: number) => string;
    readonly language: string;
    readonly otherLanguage: string;
    readonly toDark: string;
    readonly toLight: string;
  };
  readonly panels: {
    readonly hideWord: string;
    readonly showWord: string;
    readonly hideContexts: string;
    readonly showContexts: string;
  };
  readonly notice: {
    /** A damaged database was put aside. */
    readonly setAside: (path: string) => string;
    readonly dismiss: string;
  };
  readonly hints: {
    readonly title: string;
    readonly items: readonly { readonly title: string; readonly body: string }[];
    readonly dismiss: string;
  };
  readonly keys: {
    readonly title: string;
    readonly list: readonly { readonly keys: readonly string[]; readonly what: string }[];
  };
  /** What went wrong, for a person; `inSet` is the set's name. */
  readonly errors: Readonly<Record<ErrorCode, (failure: Failure) => string>>;
  readonly unknownWord: (words: readonly string[], set: string) => string;
}
