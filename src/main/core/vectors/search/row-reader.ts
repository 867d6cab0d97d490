/** The vectors of a vocabulary as they came, by row. */
export interface RowReader {
  readonly dimensions: number;
  /** A view of the row's numbers, not to be changed; it stays valid. Throws the store's errors where it is read from there. */
  row(row: number): Float32Array;
}

/** Reads rows that lie in memory: `rows x dimensions`, row-major. */
export function memoryRows(vectors: Float32Array, dimensions: number): RowReader {
  return { dimensions, row: (row) => vectors.subarray(row * dimensions, (row + 1) * dimensions) };
}
