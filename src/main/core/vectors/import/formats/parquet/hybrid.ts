import { readUnsigned } from './varint.ts';

/**
 * Reads numbers of `width` bits in Parquet's hybrid of runs and packed bits from `bytes` into all of `into`; returns where they end. Throws an Error
 * where the bytes end before. https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export function readHybrid(
  bytes: Buffer,
  start: number,
  width: number,
  into: Uint8Array | Uint32Array,
): number {
  if (width > 32) throw new Error(`numbers of ${width} bits`);
  let at = start;
  let filled = 0;

  function byte(): number {
    const value = bytes[at++];
    if (value === undefined) throw new Error('a page ends inside of its levels or indices');
    return value;
  }

  function readRun(length: number): void {
    let value = 0;
    for (let shift = 0; shift < width; shift += 8) value += byte() * 2 ** shift;
    const end = Math.min(into.length, filled + length);
    into.fill(value, filled, end);
    filled = end;
  }

  /** Groups of eight numbers, the lowest bits first. */
  function readPacked(groups: number): void {
    const end = Math.min(into.length, filled + groups * 8);
    const mask = 2 ** width - 1;
    let bits = 0;
    let bitCount = 0;
    for (const packedEnd = at + groups * width; filled < end; filled++) {
      // Beyond 32 bits the shifts of integers would lose some; doubles keep 53.
      for (; bitCount < width; bitCount += 8) bits += byte() * 2 ** bitCount;
      if (width <= 24) {
        into[filled] = bits & mask;
        bits >>>= width;
      } else {
        into[filled] = bits % 2 ** width;
        bits = Math.floor(bits / 2 ** width);
      }
      bitCount -= width;
      if (filled + 1 === end) at = Math.min(packedEnd, bytes.length);
    }
  }

  if (width === 0) {
    into.fill(0);
    return start;
  }
  while (filled < into.length) {
    const header = readUnsigned(byte);
    if (header % 2 === 0) readRun(header / 2);
    else readPacked((header - 1) / 2);
  }
  return at;
}

/** How many bits numbers up to `max` take. */
export function bitWidth(max: number): number {
  return 32 - Math.clz32(max);
}
