import type { ReadOptions, RowSink } from './row-sink.ts';
import type { VectorSource } from './sources/vector-source.ts';

/** The formats that can be read, as `--format` names them. */
export const formatNames = [
  'glove',
  'word2vec',
  'word2vec-binary',
  'fasttext',
  'projector',
  'npy',
  'parquet',
  'safetensors',
] as const;
export type FormatName = (typeof formatNames)[number];

/** What a reader has to say besides the rows. */
export interface FormatReport {
  readonly format: FormatName;
  /** What a person should know: a header that counts wrong. */
  readonly notes: readonly string[];
}

/** One format: how to tell it, and how to read it. */
export interface VectorFormat {
  readonly name: FormatName;
  /** Whether a file is in this format, by its first bytes (and its companions' names, where only they tell). */
  matches(source: VectorSource): boolean;
  /** Names of the file with its words, if that is not the same file: the first that is there is taken. */
  companions?(source: VectorSource): readonly string[];
  /**
   * Feeds the rows to `sink`. What is odd in one row is skipped there, with its reason; what makes the file unreadable throws
   * `bad-file`, saying what, where, and what was expected. Memory does not grow with the file.
   */
  read(source: VectorSource, sink: RowSink, options: ReadOptions): Promise<FormatReport>;
}
