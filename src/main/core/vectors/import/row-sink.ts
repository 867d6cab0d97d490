/** Takes the rows of a vector file as they are read, most frequent first. */
export interface RowSink {
  /** Called once, before the first row. */
  begin(dimensions: number): void;
  /** `vector` is reused by the reader: copy what is kept. */
  add(word: string, vector: Float32Array): void;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}
