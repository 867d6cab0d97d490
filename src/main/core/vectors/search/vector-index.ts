import { AppError } from '../../../../shared/errors.ts';
import { findNearest } from './exact-nearest.ts';
import { findNearestMany } from './exact-nearest-many.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Matrix } from '../kernels/matrix.ts';
import type { NearestMany, NearestManyOptions, NearestOptions, RowSimilarity } from './nearest-rows.ts';
import { cosineOf, lengthOf, scaleToUnit } from './plain-scan.ts';
import { memoryRows, type RowReader } from './row-reader.ts';
import type { Subwords } from '../subwords/subwords.ts';
import { toWordList, type WordList } from '../words/word-list.ts';
import { createWordRanks } from '../words/word-ranks.ts';

/** A vocabulary that is searched exactly. Row r is word r, most frequent first. */
export interface VectorIndex {
  readonly words: WordList;
  readonly dimensions: number;
  rankOf(word: string): number | undefined;
  /** A copy of the row's vector as it came. */
  vector(row: number): Float32Array<ArrayBuffer>;
  /** The row's vector at unit length, a copy; all zeros where the vector is zero. */
  unitVector(row: number): Float32Array<ArrayBuffer>;
  /** The vector of a word that is not there, made of its n-grams; undefined where the set cannot make one. */
  subwordVector(word: string): Float32Array<ArrayBuffer> | undefined;
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

/**
 * An index over `words.length x dimensions` vectors (row-major, any length) that stay in memory as they are.
 * Throws `invalid-input` when words and vectors do not match, `bad-file` when they are too large.
 */
export function createVectorIndex(source: {
  readonly words: WordList | readonly string[];
  readonly vectors: Float32Array;
  readonly dimensions: number;
  readonly kernels: Kernels;
}): VectorIndex {
  const { vectors, dimensions, kernels } = source;
  const words = 'ends' in source.words ? source.words : toWordList(source.words);
  if (vectors.length !== words.length * dimensions) {
    const message = `expected ${words.length} x ${dimensions} numbers for the words, found ${vectors.length}`;
    throw new AppError('invalid-input', message);
  }
  const matrix = kernels.createMatrix(words.length, dimensions);
  const encoder = kernels.createRowEncoder(dimensions, Math.min(words.length, rowsAtOnce));
  for (let first = 0; first < words.length; first += encoder.capacity) {
    const part = vectors.subarray(first * dimensions, (first + encoder.capacity) * dimensions);
    matrix.setRows(first, encoder.encode(part));
  }
  return toVectorIndex(words, matrix, { rows: memoryRows(vectors, dimensions) });
}

/** Rows encoded in one go. */
const rowsAtOnce = 1024;

/** An index over a matrix whose rows have all been set, and the same rows as they came; disposes the matrix with itself. */
export function toVectorIndex(
  words: WordList,
  matrix: Matrix,
  { rows, subwords }: { readonly rows: RowReader; readonly subwords?: Subwords | undefined },
): VectorIndex {
  const vector = (row: number): Float32Array<ArrayBuffer> => new Float32Array(rows.row(row));
  const limitOf = (limit: number | undefined): number => Math.min(limit ?? words.length, words.length);

  return {
    words,
    dimensions: rows.dimensions,
    rankOf: createWordRanks(words),
    vector,
    unitVector: (row) => scaleToUnit(vector(row)),
    subwordVector: (word) => subwords?.vectorOf(word),
    norm: (row) => lengthOf(rows.row(row)),
    similarity: (a, b) => cosineOf(rows.row(a), rows.row(b)),
    nearest: (query, options) =>
      findNearest(matrix, rows, query, { ...options, limit: limitOf(options.limit) }),
    nearestMany: (queries, options) =>
      findNearestMany(matrix, rows, queries, { ...options, limit: limitOf(options.limit) }),
    dispose: () => matrix.dispose(),
  };
}
