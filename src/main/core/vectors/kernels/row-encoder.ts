import { instantiateKernels } from './kernel-exports.ts';
import { allocateMemory, codeStrideOf, pageBytes } from './matrix-memory.ts';

/** Rows as the kernels scan them: for each row its codes, its scale, and its slack. `code-query.ts` says what they mean. */
export interface RowCodes {
  /** `rows x codeStride`. */
  readonly codes: Int8Array;
  readonly scales: Float32Array;
  readonly slacks: Float32Array;
}

export interface EncodedRows extends RowCodes {
  /** The rows' Euclidean lengths. */
  readonly norms: Float32Array;
}

/** Turns rows into codes. What it returns lies in its own memory and holds until the next call. */
export interface RowEncoder {
  /** How many rows one call takes. */
  readonly capacity: number;
  /** `values`: at most `capacity` rows of `dimensions` numbers. */
  encode(values: Float32Array): EncodedRows;
}

export function createRowEncoder(
  module: WebAssembly.Module,
  dimensions: number,
  capacity: number,
): RowEncoder {
  const stride = codeStrideOf(dimensions);
  const codesAt = pageBytes + Math.ceil((capacity * dimensions * 4) / 64) * 64;
  const scalesAt = codesAt + Math.ceil((capacity * stride) / 64) * 64;
  const slacksAt = scalesAt + capacity * 4;
  const normsAt = slacksAt + capacity * 4;
  const memory = allocateMemory(normsAt + capacity * 4, `${capacity} rows of ${dimensions} numbers`);
  const kernels = instantiateKernels(module, memory);
  const { buffer } = memory;
  return {
    capacity,
    encode: (values) => {
      const count = values.length / dimensions;
      new Float32Array(buffer, pageBytes, values.length).set(values);
      kernels.encodeRows(pageBytes, dimensions, count, codesAt, stride, scalesAt, slacksAt, normsAt);
      return {
        codes: new Int8Array(buffer, codesAt, count * stride),
        scales: new Float32Array(buffer, scalesAt, count),
        slacks: new Float32Array(buffer, slacksAt, count),
        norms: new Float32Array(buffer, normsAt, count),
      };
    },
  };
}
