/** Nearest rows and their cosine to the query. */
export interface RowSimilarity {
  /** The row, which is also the word's rank: 0 is the most frequent. */
  readonly row: number;
  readonly similarity: number;
}

export interface NearestOptions {
  /** How many rows at most. */
  readonly top: number;
  /** Only the first `limit` rows are looked at; all when left out. */
  readonly limit?: number;
  readonly exclude?: ReadonlySet<number>;
}

export interface NearestManyOptions {
  readonly top: number;
  readonly limit?: number;
  /** Row q of the queries never has row `ownRows[q]` among its neighbors. */
  readonly ownRows?: Uint32Array;
  readonly signal?: AbortSignal;
  /** Called with the number of queries done so far. */
  readonly onDone?: (queries: number) => void;
}

/** For each query `count` neighbors, nearest first, row-major: `queries x count`. */
export interface NearestMany {
  readonly count: number;
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly similarities: Float32Array<ArrayBuffer>;
}
