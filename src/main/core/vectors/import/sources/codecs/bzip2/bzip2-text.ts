import type { TransformedBlock } from './bzip2-block.ts';
import { DamagedData } from '../damage.ts';

/** The text of a block as it comes out, some bytes at a time. */
export interface BlockText {
  /** Writes as many bytes as `target` has room for; returns how many they were, 0 at the end. */
  write(target: Buffer): number;
  /** The checksum of all that was written. */
  checksum(): number;
}

/** This many equal bytes are followed by a count of more of them. */
const runStart = 4;

/** The checksum's polynomial, highest bit first, as bzip2 has it. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** Links each cell to that of the byte that follows in the text (Burrows and Wheeler 1994, "A block-sorting lossless data compression algorithm"). */
export function linkCells({ cells, length }: TransformedBlock): void {
  const places = new Uint32Array(257);
  for (let cell = 0; cell < length; cell++) places[(cells[cell]! & 0xff) + 1]!++;
  for (let byte = 0; byte < 256; byte++) places[byte + 1]! += places[byte]!;
  for (let cell = 0; cell < length; cell++) {
    const place = places[cells[cell]! & 0xff]!++;
    cells[place]! |= cell << 8;
  }
}

/** The text of a block whose cells are linked. */
export function createBlockText({ cells, length, origin }: TransformedBlock): BlockText {
  let cell = cells[origin]! >>> 8;
  let left = length;
  let last = -1;
  let equal = 0;
  /** How often the last byte is still to be written. */
  let repeats = 0;
  let crc = -1;

  /** Writes bytes until there is a run with a count, the text ends, or the target is full; returns where it stopped. */
  function writePlainly(target: Buffer, start: number): number {
    // The state is copied, as variables of this function are much faster than those around it.
    let [at, nextCell, lastByte, equalBytes, sum] = [start, cell, last, equal, crc];
    const end = Math.min(target.length, start + left);
    while (at < end && equalBytes < runStart) {
      const value = cells[nextCell]!;
      const byte = value & 0xff;
      nextCell = value >>> 8;
      equalBytes = byte === lastByte ? equalBytes + 1 : 1;
      lastByte = byte;
      target[at++] = byte;
      sum = (sum << 8) ^ crcTable[((sum >>> 24) ^ byte) & 0xff]!;
    }
    left -= at - start;
    [cell, last, equal, crc] = [nextCell, lastByte, equalBytes, sum];
    return at;
  }

  /** Writes what is left of a run; returns where it stopped. */
  function writeRepeats(target: Buffer, start: number): number {
    const count = Math.min(repeats, target.length - start);
    target.fill(last, start, start + count);
    for (let k = 0; k < count; k++) crc = (crc << 8) ^ crcTable[((crc >>> 24) ^ last) & 0xff]!;
    repeats -= count;
    if (repeats === 0) last = -1; // even the same byte begins a new run
    return start + count;
  }

  function readCount(): void {
    if (left === 0) throw new DamagedData('it ends before a count');
    const value = cells[cell]!;
    cell = value >>> 8;
    left--;
    repeats = value & 0xff;
    equal = 0;
    if (repeats === 0) last = -1;
  }

  return {
    write: (target) => {
      let at = 0;
      while (at < target.length) {
        if (repeats > 0) at = writeRepeats(target, at);
        else if (equal === runStart) readCount();
        else if (left > 0) at = writePlainly(target, at);
        else break;
      }
      return at;
    },
    checksum: () => ~crc >>> 0,
  };
}
