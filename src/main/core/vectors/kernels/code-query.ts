import { codeStrideOf } from './matrix-memory.ts';

/**
 * A query at unit length as the kernels take it: whole numbers of 16 bits, and what bounds the error that this makes.
 *
 * A unit row x is kept as scale s, codes c (whole numbers from -127 to 127) and slack r >= |x - s c|. The unit query q is t u + e with
 * u of whole numbers. Then q.x = t s (u.c) + t u.(x - s c) + e.x <= t s (u.c) + |t u| r + |e| by Cauchy-Schwarz: a score that is
 * never less than the cosine. `length` is |t u|; `margin` is |e| and what the score's arithmetic in single precision may lose:
 * fewer than ten roundings of 2^-24 each of numbers near 1.
 */
export interface CodeQuery {
  readonly codes: Int16Array<ArrayBuffer>;
  readonly scale: number;
  readonly length: number;
  readonly margin: number;
}

/** More than the roundings of a score: 10 * 2^-24 is 6e-7. */
const rounding = 1e-6;
/** For bounds that are themselves rounded to single precision: rounded up by more than that can take away. */
const upward = 1 + 1e-6;

/** `query` of any length but zero; `norm` is its Euclidean length. */
export function toCodeQuery(query: Float32Array, norm: number): CodeQuery {
  const stride = codeStrideOf(query.length);
  // The sum of all products, at most stride * 127 * largest, must fit 32 bits.
  const largestCode = Math.min(32_767, Math.floor(2 ** 31 / (127 * stride)) - 1);
  let largest = 0;
  for (const value of query) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / norm / largestCode);
  const codes = new Int16Array(stride);
  let length = 0;
  let error = 0;
  for (let k = 0; k < query.length; k++) {
    const value = query[k]! / norm;
    const code = Math.max(-largestCode, Math.min(largestCode, Math.round(value / scale)));
    codes[k] = code;
    length += (scale * code) ** 2;
    error += (value - scale * code) ** 2;
  }
  return {
    codes,
    scale,
    length: Math.fround(Math.sqrt(length) * upward),
    margin: Math.fround(Math.sqrt(error) * upward + rounding),
  };
}
