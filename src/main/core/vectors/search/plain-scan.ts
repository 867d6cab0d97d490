import type { RowReader } from './row-reader.ts';
import type { RowSimilarity } from './nearest-rows.ts';

/** A row shorter than this has no direction: its cosine to anything counts as 0. */
const leastNorm = 1e-30;

/** The dot product of `query` with `row` at unit length, in double precision. */
export function productWithUnitRow(query: Float32Array, row: Float32Array): number {
  let dot = 0;
  let squares = 0;
  for (let k = 0; k < row.length; k++) {
    const value = row[k]!;
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

/** Whether a vector of this length has a direction. */
export function hasDirection(norm: number): boolean {
  return norm > leastNorm;
}

/** The cosine of two vectors, in double precision; 0 where one has no direction. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  const norm = lengthOf(a);
  return hasDirection(norm) ? productWithUnitRow(a, b) / norm : 0;
}

/** Scales the vector to length 1 in place; a zero vector stays as it is. */
export function scaleToUnit<T extends Float32Array>(vector: T): T {
  const norm = lengthOf(vector);
  if (norm > 0) for (let k = 0; k < vector.length; k++) vector[k]! /= norm;
  return vector;
}

/** Greatest similarity first; equal ones by rank. */
export function bySimilarity(a: RowSimilarity, b: RowSimilarity): number {
  return b.similarity - a.similarity || a.row - b.row;
}

/**
 * Nearest rows among the first `limit`, by the plainest way: every cosine in double precision, then sorted. The kernels must give
 * the same; where they cannot take a request (very long lists), this answers it.
 */
export function scanPlainly(
  rows: RowReader,
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
    const similarity = hasDirection(norm) ? productWithUnitRow(query, rows.row(row)) / norm : 0;
    all.push({ row, similarity });
  }
  return all.sort(bySimilarity).slice(0, options.top);
}
