import { fromZigZag, readUnsigned } from './varint.ts';

/** Reads from `bytes` on, one number after another. */
export interface DeltaReader {
  /** The whole numbers of one delta-encoded run: exactly `count`. */
  integers(count: number): Int32Array;
  position(): number;
}

/**
 * Reads numbers in Parquet's delta encoding: a first value, then blocks of differences in packed bits. Here they are lengths of strings, of 32 bits.
 * Throws an Error where the bytes end before. https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 */
export function createDeltaReader(bytes: Buffer, start: number): DeltaReader {
  let at = start;

  function byte(): number {
    const value = bytes[at++];
    if (value === undefined) throw new Error('a page ends inside of its delta-encoded lengths');
    return value;
  }

  const unsigned = (): number => readUnsigned(byte);
  const signed = (): number => fromZigZag(unsigned());

  function integers(count: number): Int32Array {
    const blockSize = unsigned();
    const miniblocks = unsigned();
    const total = unsigned();
    const perMiniblock = blockSize / miniblocks;
    if (total !== count || blockSize > 1 << 20 || !(perMiniblock >= 8) || perMiniblock % 8 !== 0) {
      throw new Error(
        `a page's delta encoding says ${total} values in blocks of ${blockSize}, expected ${count}`,
      );
    }
    const values = new Int32Array(count);
    let value = signed();
    let filled = 0;
    if (count > 0) values[filled++] = value;
    while (filled < count) {
      const least = signed();
      const widths = Array.from({ length: miniblocks }, byte);
      for (const width of widths) {
        if (filled === count) break; // the rest of the last block is not written
        const end = at + (perMiniblock * width) / 8;
        value = readMiniblock({ width, least, value, into: values.subarray(filled, filled + perMiniblock) });
        filled = Math.min(count, filled + perMiniblock);
        at = end;
      }
    }
    return values;
  }

  function readMiniblock(block: {
    readonly width: number;
    readonly least: number;
    readonly value: number;
    readonly into: Int32Array;
  }): number {
    const { width, least, into } = block;
    if (width > 32) throw new Error(`a page's delta encoding has differences of ${width} bits`);
    let { value } = block;
    let bits = 0;
    let bitCount = 0;
    for (let k = 0; k < into.length; k++) {
      for (; bitCount < width; bitCount += 8) bits += byte() * 2 ** bitCount;
      value += least + (bits % 2 ** width);
      into[k] = value;
      bits = Math.floor(bits / 2 ** width);
      bitCount -= width;
    }
    return value;
  }

  return { integers, position: () => at };
}
