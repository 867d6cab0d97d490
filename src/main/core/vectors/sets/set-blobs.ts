import type { RowCodes } from '../kernels/row-encoder.ts';

/** How words, vectors and codes become bytes of the database, and again what they were. */

export function countLines(text: Buffer): number {
  let count = 1;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count++;
  return count;
}

export function toBytes({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** The bytes as numbers, without a copy where they lie well. */
export function toFloats({ buffer, byteOffset, byteLength }: Buffer): Float32Array {
  if (byteOffset % 4 === 0) return new Float32Array(buffer, byteOffset, Math.floor(byteLength / 4));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

export function joinCodes({ codes, scales, slacks }: RowCodes): Buffer {
  return Buffer.concat([toBytes(codes), toBytes(scales), toBytes(slacks)]);
}

/** Undefined when the bytes are not as many as the rows need. */
export function splitCodes(bytes: Buffer, rowCount: number, stride: number): RowCodes | undefined {
  const codesEnd = rowCount * stride;
  const scalesEnd = codesEnd + rowCount * 4;
  if (bytes.length !== scalesEnd + rowCount * 4) return undefined;
  return {
    codes: new Int8Array(bytes.buffer, bytes.byteOffset, codesEnd),
    scales: toFloats(bytes.subarray(codesEnd, scalesEnd)),
    slacks: toFloats(bytes.subarray(scalesEnd)),
  };
}
