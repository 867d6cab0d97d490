import type { ByteBuffer } from '../byte-buffer.ts';
import { writeThrift } from './thrift-writer.ts';
import { unsignedBytes } from './varint.ts';

/** Numbers of the format's enumerations: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
export const encodings = { plain: 0, hybrid: 3 } as const;
const dataPage = 0;

/** Writes the header of a page of `valueCount` values and the page, whose bytes are given in pieces. */
export function writePage(out: ByteBuffer, valueCount: number, pieces: readonly Uint8Array[]): void {
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  const header = writeThrift({
    1: { int32: dataPage },
    2: { int32: size },
    3: { int32: size },
    5: {
      struct: {
        1: { int32: valueCount },
        2: { int32: encodings.plain },
        3: { int32: encodings.hybrid },
        4: { int32: encodings.hybrid },
      },
    },
  });
  out.bytes(header);
  for (const piece of pieces) out.bytes(piece);
}

/** The levels of `rowCount` lists of `length` elements: a list begins at 0, its other elements have 1. */
export function repetitionLevels(rowCount: number, length: number): Uint8Array {
  if (length === 1) return withLength(run(rowCount, 0));
  const row = Uint8Array.of(...run(1, 0), ...run(length - 1, 1));
  const rows = new Uint8Array(rowCount * row.length);
  for (let k = 0; k < rowCount; k++) rows.set(row, k * row.length);
  return withLength(rows);
}

/** The levels of so many elements that are all there. */
export function definitionLevels(count: number): Uint8Array {
  return withLength(run(count, 1));
}

/** A run of one level in the hybrid encoding: twice its length, and the level. */
function run(length: number, level: number): Uint8Array {
  return Uint8Array.of(...unsignedBytes(2 * length), level);
}

function withLength(levels: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(4 + levels.length);
  bytes.writeUInt32LE(levels.length, 0);
  bytes.set(levels, 4);
  return bytes;
}
