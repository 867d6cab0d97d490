import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createRandom } from '../../../src/shared/projection/random.ts';

/** Rows of numbers with their width. */
export interface Table {
  readonly values: Float32Array;
  readonly rowCount: number;
  readonly width: number;
}

export type Distance = (table: Table, a: number, b: number) => number;

/** The 1,797 handwritten digits of scikit-learn, 8 x 8 pixels each (its last column, the digit, left out). */
export function readDigits(): Table {
  const file = join(import.meta.dirname, '../../fixtures/umap/digits.csv.gz');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const values = Float32Array.from(lines.flatMap((line) => line.split(',').slice(0, 64).map(Number)));
  return { values, rowCount: lines.length, width: 64 };
}

/** The 150 irises of scikit-learn, 4 measures each (its last column, the species, left out). */
export function readIris(): Table {
  const file = join(import.meta.dirname, '../../fixtures/umap/iris.csv');
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const values = Float32Array.from(lines.flatMap((line) => line.split(',').slice(0, 4).map(Number)));
  return { values, rowCount: lines.length, width: 4 };
}

/** Points in Gaussian clusters, the same for the same seed. */
export function clusters(rowCount: number, width: number, seed: number): Table {
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centers = Array.from({ length: 12 }, () => Array.from({ length: width }, () => normal() * 3));
  const values = new Float32Array(rowCount * width);
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / width);
    values[at] = centers[row % 12]![at % width]! + normal();
  }
  return { values, rowCount, width };
}

export const euclidean: Distance = ({ values, width }, a, b) => {
  let sum = 0;
  for (let axis = 0; axis < width; axis++)
    sum += (values[a * width + axis]! - values[b * width + axis]!) ** 2;
  return Math.sqrt(sum);
};

/** 1 - cosine of rows of unit length. */
export const cosine: Distance = ({ values, width }, a, b) => {
  let dot = 0;
  for (let axis = 0; axis < width; axis++) dot += values[a * width + axis]! * values[b * width + axis]!;
  return 1 - dot;
};

/** 4,197 words of GloVe 6B 50d, scaled to unit length. */
export function readGlove(): Table {
  const file = join(import.meta.dirname, '../../fixtures/glove50_4k.txt');
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const width = 50;
  const values = new Float32Array(lines.length * width);
  lines.forEach((line, row) => {
    const vector = line.split(' ').slice(-width).map(Number);
    const length = Math.hypot(...vector);
    values.set(
      vector.map((value) => value / length),
      row * width,
    );
  });
  return { values, rowCount: lines.length, width };
}

/** Exact neighbors of every row, itself first with distance 0: the plainest loop. */
export function nearestRows(
  table: Table,
  perRow: number,
  distance: Distance = euclidean,
): { indices: Uint32Array; distances: Float32Array } {
  const indices = new Uint32Array(table.rowCount * perRow);
  const distances = new Float32Array(indices.length);
  const nearest = new Float64Array(perRow);
  for (let row = 0; row < table.rowCount; row++) {
    const first = row * perRow;
    nearest.fill(Infinity);
    for (let other = 0; other < table.rowCount; other++) {
      const far = other === row ? -1 : Math.max(distance(table, row, other), 0);
      if (far >= nearest[perRow - 1]!) continue;
      let at = perRow - 1;
      for (; at > 0 && nearest[at - 1]! > far; at--) {
        nearest[at] = nearest[at - 1]!;
        indices[first + at] = indices[first + at - 1]!;
      }
      nearest[at] = far;
      indices[first + at] = other;
    }
    for (let at = 0; at < perRow; at++) distances[first + at] = Math.max(nearest[at]!, 0);
  }
  return { indices, distances };
}

/** The first principal components by orthogonal iteration on the covariance. */
export function pcaOf({ values, rowCount, width }: Table, dimensions: number): Float32Array {
  const mean = new Float64Array(width);
  values.forEach((value, at) => (mean[at % width]! += value / rowCount));
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < rowCount; row++)
    for (let a = 0; a < width; a++) {
      const x = values[row * width + a]! - mean[a]!;
      for (let b = 0; b < width; b++) covariance[a * width + b]! += x * (values[row * width + b]! - mean[b]!);
    }
  const random = createRandom(1);
  const axes = Array.from({ length: dimensions }, () =>
    Float64Array.from({ length: width }, () => random() - 0.5),
  );
  for (let step = 0; step < 200; step++)
    axes.forEach((axis, index) => {
      const next = axis.map((_, a) =>
        axis.reduce((sum, value, b) => sum + covariance[a * width + b]! * value, 0),
      );
      for (const earlier of axes.slice(0, index)) {
        const dot = next.reduce((sum, value, a) => sum + value * earlier[a]!, 0);
        next.forEach((_, a) => (next[a]! -= dot * earlier[a]!));
      }
      const length = Math.hypot(...next);
      axis.set(next.map((value) => value / length));
    });
  return Float32Array.from({ length: rowCount * dimensions }, (_, at) => {
    const row = Math.floor(at / dimensions);
    return axes[at % dimensions]!.reduce(
      (sum, value, a) => sum + value * (values[row * width + a]! - mean[a]!),
      0,
    );
  });
}

/** How far a layout keeps neighborhoods: 1 - 2 / (nk(2n - 3k - 1)) times the sum of excess ranks (Venna and Kaski 2001). */
export function trustworthiness(
  table: Table,
  layout: Table,
  neighbors: number,
  distance: Distance = euclidean,
): number {
  const { rowCount } = table;
  const near = nearestRows(layout, neighbors + 1).indices;
  const inData = new Float32Array(rowCount);
  let excess = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let other = 0; other < rowCount; other++)
      inData[other] = other === row ? -1 : distance(table, row, other);
    for (let at = 1; at <= neighbors; at++) {
      const own = inData[near[row * (neighbors + 1) + at]!]!;
      let rank = 0;
      for (let other = 0; other < rowCount; other++) if (inData[other]! < own) rank++;
      excess += Math.max(0, rank - neighbors);
    }
  }
  return 1 - (2 / (rowCount * neighbors * (2 * rowCount - 3 * neighbors - 1))) * excess;
}
