import { createRandom } from '../../../shared/projection/random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface PcaInput {
  /** `rowCount x dimensions`, row-major. */
  readonly vectors: Float32Array;
  readonly rowCount: number;
  readonly dimensions: number;
  readonly components: number;
}

/** Extra directions that are iterated along, so that the wanted ones settle quickly. */
const spareDirections = 8;
const maxIterations = 1000;
const tolerance = 1e-12;

/**
 * The rows' scores on their first principal components, `rowCount x components`, row-major: rows centered, components by
 * falling variance, each with its largest loading positive, as scikit-learn turns them. Components that the rows do not
 * have (fewer dimensions than components, all rows equal) are zero. Deterministic.
 */
export function pca(input: PcaInput): Float32Array<ArrayBuffer> {
  const mean = meanRow(input);
  const covariance = covarianceOf(input, mean);
  const axes = principalAxes(covariance, input.dimensions, Math.min(input.components, input.dimensions));
  return project(input, mean, axes);
}

function meanRow({ vectors, rowCount, dimensions }: PcaInput): Float64Array {
  const mean = new Float64Array(dimensions);
  for (let row = 0; row < rowCount; row++) {
    for (let k = 0; k < dimensions; k++) mean[k]! += vectors[row * dimensions + k]!;
  }
  return mean.map((sum) => sum / rowCount);
}

/** The covariance times the number of rows, `dimensions x dimensions`. */
function covarianceOf({ vectors, rowCount, dimensions }: PcaInput, mean: Float64Array): Float64Array {
  const result = new Float64Array(dimensions * dimensions);
  const row = new Float64Array(dimensions);
  for (let r = 0; r < rowCount; r++) {
    for (let k = 0; k < dimensions; k++) row[k] = vectors[r * dimensions + k]! - mean[k]!;
    for (let i = 0; i < dimensions; i++) {
      const value = row[i]!;
      const start = i * dimensions;
      for (let j = i; j < dimensions; j++) result[start + j]! += value * row[j]!;
    }
  }
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < i; j++) result[i * dimensions + j] = result[j * dimensions + i]!;
  }
  return result;
}

/**
 * The first `count` eigenvectors of a symmetric matrix, as rows, by subspace iteration with Rayleigh-Ritz
 * (Golub & Van Loan, Matrix Computations, 8.2.4).
 */
function principalAxes(matrix: Float64Array, size: number, count: number): Float64Array {
  const width = Math.min(size, count + spareDirections);
  const random = createRandom(1);
  let basis: Float64Array = Float64Array.from({ length: width * size }, () => random() - 0.5);
  orthonormalize(basis, width, size);
  let previous: Float64Array = new Float64Array(width);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const image = multiply(basis, matrix, width, size);
    const ritz = symmetricEigen(innerProducts(image, basis, width, size), width);
    basis = combine(ritz.vectors, image, width, size);
    orthonormalize(basis, width, size);
    if (isSettled(ritz.values, previous, count)) break;
    previous = ritz.values;
  }
  const axes = basis.slice(0, count * size);
  for (let c = 0; c < count; c++) turnPositive(axes.subarray(c * size, (c + 1) * size));
  return axes;
}

function isSettled(values: Float64Array, previous: Float64Array, count: number): boolean {
  for (let c = 0; c < count; c++) {
    if (Math.abs(values[c]! - previous[c]!) > tolerance * Math.abs(values[0]!)) return false;
  }
  return true;
}

/** Rows times a symmetric matrix: `width x size`. */
function multiply(rows: Float64Array, matrix: Float64Array, width: number, size: number): Float64Array {
  const result = new Float64Array(width * size);
  for (let w = 0; w < width; w++) {
    for (let i = 0; i < size; i++) {
      const value = rows[w * size + i]!;
      for (let j = 0; j < size; j++) result[w * size + j]! += value * matrix[i * size + j]!;
    }
  }
  return result;
}

function innerProducts(a: Float64Array, b: Float64Array, width: number, size: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += a[i * size + k]! * b[j * size + k]!;
      result[i * width + j] = sum;
      result[j * width + i] = sum;
    }
  }
  return result;
}

function combine(weights: Float64Array, rows: Float64Array, width: number, size: number): Float64Array {
  const result = new Float64Array(width * size);
  for (let i = 0; i < width; i++) {
    for (let w = 0; w < width; w++) {
      const weight = weights[i * width + w]!;
      for (let k = 0; k < size; k++) result[i * size + k]! += weight * rows[w * size + k]!;
    }
  }
  return result;
}

/** Gram-Schmidt, twice for accuracy, in place; a row that depends on those before it becomes zero. */
function orthonormalize(rows: Float64Array, width: number, size: number): void {
  for (let i = 0; i < width; i++) {
    const row = rows.subarray(i * size, (i + 1) * size);
    const before = length(row);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) removeDirection(row, rows.subarray(j * size, (j + 1) * size));
    }
    const norm = length(row);
    if (norm <= before * 1e-12) row.fill(0);
    else for (let k = 0; k < size; k++) row[k]! /= norm;
  }
}

function removeDirection(row: Float64Array, direction: Float64Array): void {
  let product = 0;
  for (let k = 0; k < row.length; k++) product += row[k]! * direction[k]!;
  for (let k = 0; k < row.length; k++) row[k]! -= product * direction[k]!;
}

function length(row: Float64Array): number {
  let sum = 0;
  for (const value of row) sum += value * value;
  return Math.sqrt(sum);
}

function turnPositive(axis: Float64Array): void {
  let greatest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(greatest)) greatest = value;
  if (greatest < 0) for (let k = 0; k < axis.length; k++) axis[k]! *= -1;
}

function project(input: PcaInput, mean: Float64Array, axes: Float64Array): Float32Array<ArrayBuffer> {
  const { vectors, rowCount, dimensions, components } = input;
  const result = new Float32Array(rowCount * components);
  const axisCount = axes.length / dimensions;
  for (let row = 0; row < rowCount; row++) {
    for (let c = 0; c < axisCount; c++) {
      let sum = 0;
      for (let k = 0; k < dimensions; k++) {
        sum += (vectors[row * dimensions + k]! - mean[k]!) * axes[c * dimensions + k]!;
      }
      result[row * components + c] = sum;
    }
  }
  return result;
}
