/** Eigenvalues, greatest first, and their unit eigenvectors as rows of `vectors` (`size x size`, row-major). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const maxSweeps = 60;

/**
 * All eigenpairs of a small symmetric matrix (`size x size`, row-major) by cyclic Jacobi rotations
 * (Golub & Van Loan, Matrix Computations, 8.5). Meant for sizes of some dozens.
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const vectors = identity(size);
  for (let sweep = 0; sweep < maxSweeps && offDiagonal(a, size) > 0; sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
    }
  }
  return sortPairs(a, vectors, size);
}

function identity(size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) result[i * size + i] = 1;
  return result;
}

/** The greatest element off the diagonal, 0 where all are negligible beside the diagonal. */
function offDiagonal(a: Float64Array, size: number): number {
  let greatest = 0;
  let scale = 0;
  for (let i = 0; i < size; i++) {
    scale = Math.max(scale, Math.abs(a[i * size + i]!));
    for (let j = i + 1; j < size; j++) greatest = Math.max(greatest, Math.abs(a[i * size + j]!));
  }
  return greatest <= scale * 1e-15 ? 0 : greatest;
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, c, s);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, c, s);
  for (let k = 0; k < size; k++) turn(vectors, p * size + k, q * size + k, c, s);
}

function turn(a: Float64Array, atP: number, atQ: number, c: number, s: number): void {
  const x = a[atP]!;
  const y = a[atQ]!;
  a[atP] = c * x - s * y;
  a[atQ] = s * x + c * y;
}

function sortPairs(a: Float64Array, vectors: Float64Array, size: number): Eigen {
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]!);
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => sorted.set(vectors.subarray(from * size, (from + 1) * size), to * size));
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors: sorted };
}
