import type { VectorIndex } from '../vectors/search/vector-index.ts';

export type Metric = 'cosine' | 'euclidean';

/** The vectors of a map's words as its metric sees them: at unit length for cosine, as they came for euclidean. */
export interface MapRows {
  /** `rowCount x dimensions`, row-major. */
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly rowCount: number;
  readonly dimensions: number;
  readonly metric: Metric;
}

/** The set's first `rowCount` words. */
export function mapRowsOf(index: VectorIndex, rowCount: number, metric: Metric): MapRows {
  const { dimensions } = index;
  const vectors = new Float32Array(rowCount * dimensions);
  for (let row = 0; row < rowCount; row++) {
    vectors.set(metric === 'cosine' ? index.unitVector(row) : index.vector(row), row * dimensions);
  }
  return { vectors, rowCount, dimensions, metric };
}

/**
 * For each row half its squared length (euclidean) or 0 (cosine): `a.b - half[b]` is then greatest for the b nearest
 * to a in either metric, since |a - b|^2 = |a|^2 - 2 (a.b - |b|^2 / 2).
 */
export function halfSquares({ vectors, rowCount, dimensions, metric }: MapRows): Float64Array {
  const halves = new Float64Array(rowCount);
  if (metric === 'cosine') return halves;
  for (let row = 0; row < rowCount; row++) {
    let sum = 0;
    for (let k = 0; k < dimensions; k++) sum += vectors[row * dimensions + k]! ** 2;
    halves[row] = sum / 2;
  }
  return halves;
}

/** Writes how close each row is to row `from` into `out`, greatest nearest; see {@link halfSquares}. */
export function closenessFrom(rows: MapRows, halves: Float64Array, from: number, out: Float64Array): void {
  const { vectors, rowCount, dimensions } = rows;
  for (let row = 0; row < rowCount; row++) {
    out[row] = product(vectors, from * dimensions, row * dimensions, dimensions) - halves[row]!;
  }
}

/** The inner product of two rows; four sums at once, so that the processor need not wait for each addition. */
function product(vectors: Float32Array, a: number, b: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    sum0 += vectors[a + k]! * vectors[b + k]!;
    sum1 += vectors[a + k + 1]! * vectors[b + k + 1]!;
    sum2 += vectors[a + k + 2]! * vectors[b + k + 2]!;
    sum3 += vectors[a + k + 3]! * vectors[b + k + 3]!;
  }
  for (; k < length; k++) sum0 += vectors[a + k]! * vectors[b + k]!;
  return sum0 + sum1 + sum2 + sum3;
}
