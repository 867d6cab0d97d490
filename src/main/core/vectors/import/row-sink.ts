import type { Kernels } from '../kernels/kernels.ts';

import type { NgramModel } from '../subwords/ngrams.ts';

/** Takes the vectors of a model's n-grams, which make vectors of words that the file does not have. */
export interface SubwordSink {
  /** Called once, after the words. */
  begin(model: NgramModel): void;
  /** Whole rows, in order. */
  add(rows: Float32Array): void;
}

/** Takes the rows of a vector file as its reader finds them, most frequent first. */
export interface RowSink {
  /** Called once, before the first row. */
  begin(dimensions: number): void;
  /** `vector` is reused by the reader: copy what is kept. `line` counts from 1; in a binary file it is the row. */
  add(word: string, vector: Float32Array, line: number): void;
  /** A row that cannot be read, and why. */
  skip(line: number, reason: string): void;
  /** Where the vectors of n-grams go; a reader needs not give them to a sink without it. */
  readonly subwords?: SubwordSink | undefined;
}

export interface ReadOptions {
  /** Kernels that read faster, with the same result. */
  readonly kernels?: Pick<Kernels, 'createTextScanner'> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file read so far and in all, as they lie on the disk. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
