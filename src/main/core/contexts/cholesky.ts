import { AppError } from '../../../shared/errors.ts';

/**
 * Solves A X = B for a symmetric positive definite A (`size x size`, row-major; only its lower triangle is read) and
 * several right sides (B: `size x columns`, row-major). Neither is changed. `internal` where A is not positive definite.
 */
export function solvePositiveDefinite(
  a: Float64Array,
  b: Float64Array,
  size: number,
): Float64Array<ArrayBuffer> {
  const factor = factorize(a, size);
  const columns = b.length / size;
  const x = new Float64Array(b);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) subtractRow(x, row, k, factor[row * size + k]!, columns);
    divideRow(x, row, factor[row * size + row]!, columns);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) subtractRow(x, row, k, factor[k * size + row]!, columns);
    divideRow(x, row, factor[row * size + row]!, columns);
  }
  return x;
}

/** Cholesky's lower factor L with L Lᵀ = A (Golub and Van Loan, Matrix Computations, 4.2, row by row). */
function factorize(a: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let value = a[row * size + column]!;
      for (let k = 0; k < column; k++) value -= factor[row * size + k]! * factor[column * size + k]!;
      if (column < row) factor[row * size + column] = value / factor[column * size + column]!;
      else if (value > 0) factor[row * size + row] = Math.sqrt(value);
      else throw new AppError('internal', `row ${row} of ${size}: the matrix is not positive definite`);
    }
  }
  return factor;
}

function subtractRow(x: Float64Array, row: number, other: number, weight: number, columns: number): void {
  for (let c = 0; c < columns; c++) x[row * columns + c]! -= weight * x[other * columns + c]!;
}

function divideRow(x: Float64Array, row: number, divisor: number, columns: number): void {
  for (let c = 0; c < columns; c++) x[row * columns + c]! /= divisor;
}
