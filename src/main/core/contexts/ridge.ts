import { solvePositiveDefinite } from './cholesky.ts';
import type { LinearMap } from './linear-map.ts';

/** Gathers weighted pairs of input and output, and fits the linear map between them. */
interface Ridge {
  add(input: Float32Array, output: Float32Array, weight: number): void;
  /**
   * The map that minimizes sum weight |x W + b - y|^2 + lambda |W|^2 (Hoerl and Kennard 1970); the intercept b is not
   * penalized.
   */
  solve(lambda: number): LinearMap;
}

/** Pairs that are added to the sums together: each load of a sum then serves so many products. */
const batch = 4;

/** Sums are held in double precision: `(inputs + 1)^2 + (inputs + 1) x outputs` numbers, however many pairs come. */
export function createRidge(inputs: number, outputs: number): Ridge {
  const size = inputs + 1;
  const width = size + outputs;
  // Row by row the lower triangle of [x 1]ᵀ [x 1] (the rest stays 0) and [x 1]ᵀ y.
  const gram = new Float64Array(size * size);
  const product = new Float64Array(size * outputs);
  // [x 1 y], scaled by the square root of the weight.
  const waiting = Array.from({ length: batch }, () => new Float64Array(width));
  let waitingCount = 0;

  function flush(): void {
    for (const row of waiting.slice(waitingCount)) row.fill(0);
    waitingCount = 0;
    const inputRows = waiting.map((row) => row.subarray(0, size));
    const outputRows = waiting.map((row) => row.subarray(size));
    for (let row = 0; row < size; row++) {
      const factors = waiting.map((values) => values[row]!);
      addRows(gram.subarray(row * size, row * size + row + 1), inputRows, factors);
      addRows(product.subarray(row * outputs, (row + 1) * outputs), outputRows, factors);
    }
  }

  return {
    add: (input, output, weight) => {
      const root = Math.sqrt(weight);
      const row = waiting[waitingCount++]!;
      for (let k = 0; k < inputs; k++) row[k] = root * input[k]!;
      row[inputs] = root;
      for (let k = 0; k < outputs; k++) row[size + k] = root * output[k]!;
      if (waitingCount === batch) flush();
    },
    solve: (lambda) => {
      flush();
      const penalized = new Float64Array(gram);
      for (let row = 0; row < inputs; row++) penalized[row * size + row]! += lambda;
      const weights = solvePositiveDefinite(penalized, product, size);
      return { inputs, outputs, weights: new Float32Array(weights) };
    },
  };
}

/** `target += sum of factor * row` over four rows, as far as the target is long. */
function addRows(target: Float64Array, rows: readonly Float64Array[], factors: readonly number[]): void {
  const [a, b, c, d] = rows as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [fa, fb, fc, fd] = factors as [number, number, number, number];
  for (let k = 0; k < target.length; k++) {
    target[k]! += fa * a[k]! + fb * b[k]! + fc * c[k]! + fd * d[k]!;
  }
}
