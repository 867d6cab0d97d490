import type { CodeQuery } from '../../../../../src/main/core/vectors/kernels/code-query.ts';
import type { EncodedRows, RowCodes } from '../../../../../src/main/core/vectors/kernels/row-encoder.ts';

/** What the WebAssembly kernels compute, in plain TypeScript, operation by operation. */

/** Rounds to the nearest whole number, halves to the even one, as WebAssembly's `nearest` does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

export function encodeRows(vectors: Float32Array, dimensions: number): EncodedRows {
  const count = vectors.length / dimensions;
  const stride = Math.ceil(dimensions / 8) * 8;
  const codes = new Int8Array(count * stride);
  const scales = new Float32Array(count);
  const slacks = new Float32Array(count);
  const norms = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const values = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    let squares = 0;
    let largest = 0;
    for (const value of values) {
      squares += value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    const norm = Math.sqrt(squares);
    norms[row] = norm;
    if (!(norm > 1e-30)) continue;
    const scale = Math.fround(largest / norm / 127);
    let rest = 0;
    values.forEach((value, k) => {
      const code = roundHalfEven(value / norm / scale);
      codes[row * stride + k] = code;
      const error = value / norm - scale * code;
      rest += error * error;
    });
    scales[row] = scale;
    slacks[row] = Math.sqrt(rest) * 1.000001;
  }
  return { codes, scales, slacks, norms };
}

/** The score of one row, in single precision. */
export function scoreOf(query: CodeQuery, { codes, scales, slacks }: RowCodes, row: number): number {
  const stride = query.codes.length;
  let dot = 0;
  for (let k = 0; k < stride; k++) dot += codes[row * stride + k]! * query.codes[k]!;
  const { fround } = Math;
  const product = fround(fround(dot) * fround(scales[row]! * query.scale));
  return fround(product + fround(fround(slacks[row]! * query.length) + query.margin));
}
