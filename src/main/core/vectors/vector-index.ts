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

/** A vocabulary with its vectors in memory, searched exactly. Row r is word r, most frequent first. */
export interface VectorIndex {
  readonly words: readonly string[];
  readonly dimensions: number;
  rankOf(word: string): number | undefined;
  /** A copy of the row's vector as it came. */
  vector(row: number): Float32Array<ArrayBuffer>;
  /** The row's vector at unit length, a copy; all zeros where the vector is zero. */
  unitVector(row: number): Float32Array<ArrayBuffer>;
  /** The Euclidean length of the row's vector as it came. */
  norm(row: number): number;
  /** Exact cosine of two rows, in double precision. */
  similarity(a: number, b: number): number;
  /** The rows of greatest cosine to `query` (any length), greatest first, equal ones by rank. Exact. */
  nearest(query: Float32Array, options: NearestOptions): Promise<RowSimilarity[]>;
  /** The same for many queries at once (`queries x dimensions`, row-major), several times faster than one by one. */
  nearestMany(queries: Float32Array, options: NearestManyOptions): Promise<NearestMany>;
  /** Frees the vectors. An index that came from VectorSets is disposed by VectorSets alone. */
  dispose(): void;
}
