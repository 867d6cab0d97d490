import type { RowCodes } from '../kernels/row-encoder.ts';

/** How words, vectors and codes become bytes of the database, and again what they were. */

/** Blocks of vectors are small, so that a single row is read quickly. */
const vectorBlockBytes = 64 * 1024;

/** Whole rows (`n x dimensions`) in blocks of 64 KB or one row at most, in order. */
export function* vectorBlocks(
  vectors: Float32Array,
  dimensions: number,
): Generator<{ readonly row: number; readonly count: number; readonly bytes: Buffer }> {
  const rowCount = vectors.length / dimensions;
  const rowsPerBlock = Math.max(1, Math.floor(vectorBlockBytes / 4 / dimensions));
  for (let row = 0; row < rowCount; row += rowsPerBlock) {
    const count = Math.min(rowsPerBlock, rowCount - row);
    yield { row, count, bytes: toBytes(vectors.subarray(row * dimensions, (row + count) * dimensions)) };
  }
}

export function countLines(text: Buffer): number {
  let count = 1;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count++;
  return count;
}

export function toBytes({ buffer, byteOffset, byteLength }: Float32Array | Int32Array | Int8Array): Buffer {
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
