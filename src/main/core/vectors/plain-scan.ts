import type { RowSimilarity } from './vector-index.ts';

/** Rows of numbers, `stride` apart. */
export interface Rows {
  readonly values: Float32Array;
  readonly stride: number;
}

/** A row shorter than this has no direction: its cosine to anything counts as 0. */
const leastNorm = 1e-30;

/** The query's dot product with the unit row, in double precision. The kernels' `refine` sums in the same order. */
export function productWithUnitRow(query: Float32Array, { values, stride }: Rows, row: number): number {
  const start = row * stride;
  let dot = 0;
  let squares = 0;
  for (let k = 0; k < query.length; k++) {
    const value = values[start + k]!;
    dot += query[k]! * value;
    squares += value * value;
  }
  const norm = Math.sqrt(squares);
  return norm > leastNorm ? dot / norm : 0;
}

/** The Euclidean length of a vector, in double precision. */
export function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}

/** Greatest similarity first; equal ones by rank. */
export function bySimilarity(a: RowSimilarity, b: RowSimilarity): number {
  return b.similarity - a.similarity || a.row - b.row;
}

/**
 * Nearest rows among the first `limit`, by the plainest way: every cosine in double precision, then sorted. The
 * kernels must give the same; where they cannot take a request (very long lists), this answers it.
 */
export function scanPlainly(
  rows: Rows,
  query: Float32Array,
  options: {
    readonly top: number;
    readonly limit: number;
    readonly exclude?: ReadonlySet<number> | undefined;
  },
): RowSimilarity[] {
  const norm = lengthOf(query);
  const all: RowSimilarity[] = [];
  for (let row = 0; row < options.limit; row++) {
    if (options.exclude?.has(row)) continue;
    const product = productWithUnitRow(query, rows, row);
    all.push({ row, similarity: norm > leastNorm ? product / norm : 0 });
  }
  return all.sort(bySimilarity).slice(0, options.top);
}
