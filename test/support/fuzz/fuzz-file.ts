/** Rows as a reader should find them. */
export interface ExpectedRows {
  readonly dimensions: number;
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
}

/** A file of vectors, and what lies beside it. */
export interface FuzzFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** A word list or metadata. */
  readonly companion?: { readonly name: string; readonly bytes: Buffer } | undefined;
  /** What is in it; undefined where nobody has said it. */
  readonly expected: ExpectedRows | undefined;
}
