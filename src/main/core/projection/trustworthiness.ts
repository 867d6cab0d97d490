import { createRandom } from '../../../shared/projection/random.ts';
import { createBreather } from './breathe.ts';
import { greatestRows } from './greatest-rows.ts';
import { closenessFrom, halfSquares, type MapRows } from './map-rows.ts';

export interface TrustworthinessInput {
  readonly rows: MapRows;
  /** `rowCount x layoutDimensions`, row-major. */
  readonly positions: Float32Array;
  /** How many neighbors; fewer than half the rows. */
  readonly neighbors: number;
  /** How many rows are looked at, each among all rows; all where there are no more. */
  readonly sample: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/**
 * Trustworthiness (Venna & Kaski 2001, in scikit-learn's form): 1 - 2 / (m k (2n - 3k - 1)) times the sum, over the m
 * sampled rows and their k nearest in the layout, of how far beyond k these rank in the original space. With a sample of
 * all rows it equals scikit-learn's `trustworthiness`; otherwise it estimates it.
 */
export async function trustworthiness(input: TrustworthinessInput): Promise<number> {
  const { rows, positions, neighbors: k, signal } = input;
  const n = rows.rowCount;
  const layoutDimensions = positions.length / n;
  const sampled = sampleRows(n, input.sample, input.seed);
  const halves = halfSquares(rows);
  const closeness = new Float64Array(n);
  const nearness = new Float64Array(n);
  const breathe = createBreather(signal);
  let penalty = 0;
  for (const row of sampled) {
    closenessFrom(rows, halves, row, closeness);
    nearnessFrom(positions, layoutDimensions, row, nearness);
    for (const near of greatestRows(nearness, row, k)) {
      penalty += Math.max(0, rankOf(closeness, row, near) - k);
    }
    await breathe();
  }
  return 1 - (2 / (sampled.length * k * (2 * n - 3 * k - 1))) * penalty;
}

/** `count` different rows of `n`, by a seeded partial shuffle. */
function sampleRows(n: number, count: number, seed: number): Uint32Array {
  const rows = Uint32Array.from({ length: n }, (_, row) => row);
  if (count >= n) return rows;
  const random = createRandom(seed);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (n - i));
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  return rows.subarray(0, count);
}

/** The negative squared distance of each row's position to that of row `from`. */
function nearnessFrom(positions: Float32Array, dimensions: number, from: number, out: Float64Array): void {
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let k = 0; k < dimensions; k++) {
      sum += (positions[from * dimensions + k]! - positions[row * dimensions + k]!) ** 2;
    }
    out[row] = -sum;
  }
}

/** The rank of `row` among all but `self` by closeness: 1 is the nearest. */
function rankOf(closeness: Float64Array, self: number, row: number): number {
  const own = closeness[row]!;
  let rank = 1;
  for (let other = 0; other < closeness.length; other++) {
    if (other !== self && closeness[other]! > own) rank++;
  }
  return rank;
}
