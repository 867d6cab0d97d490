import { BitReader } from './bit-reader.ts';
import { DamagedData } from '../damage.ts';
import { createHuffmanCode, type HuffmanCode } from './huffman.ts';

/** A block whose Huffman codes are undone: the bytes of the Burrows-Wheeler transform, and where the text begins in it. */
export interface TransformedBlock {
  /** The bytes, in the lowest bits of numbers that have room for the inverse transform. */
  readonly cells: Uint32Array;
  readonly length: number;
  readonly origin: number;
  /** How many bits it took. */
  readonly endBit: number;
}

const groupSize = 50;
const maxCodeLength = 20;
const maxSelectors = 18_002;

/** Reads a block after its magic number and checksum, into `cells`, one for each byte that a block may have. */
export function readBlock(bytes: Buffer, startBit: number, cells: Uint32Array): TransformedBlock {
  const bits = new BitReader(bytes, startBit);
  if (bits.read(1) === 1) throw new DamagedData('randomized by bzip2 0.9 or older, which is not supported');
  const origin = bits.read(24);
  const used = readUsedBytes(bits);
  const codeCount = bits.read(3);
  if (codeCount < 2 || codeCount > 6) throw new DamagedData(`${codeCount} Huffman codes`);
  const selectors = readSelectors(bits, codeCount);
  const codes = Array.from({ length: codeCount }, () => readCode(bits, used.length + 2));
  const length = readSymbols(bits, { used, selectors, codes }, cells);
  if (origin >= length) throw new DamagedData('it begins beyond its end');
  return { cells, length, origin, endBit: bits.position() };
}

/** The byte values that occur in the block, ascending. */
function readUsedBytes(bits: BitReader): Uint8Array {
  const used: number[] = [];
  const ranges = bits.read(16);
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >>> range)) === 0) continue;
    const values = bits.read(16);
    for (let k = 0; k < 16; k++) if ((values & (0x8000 >>> k)) !== 0) used.push(16 * range + k);
  }
  if (used.length === 0) throw new DamagedData('no byte occurs in it');
  return Uint8Array.from(used);
}

/** Which code is used for each group of symbols. */
function readSelectors(bits: BitReader, codeCount: number): Uint8Array {
  const count = bits.read(15);
  if (count === 0) throw new DamagedData('no groups');
  const recent = Uint8Array.from({ length: codeCount }, (_, code) => code);
  const selectors = new Uint8Array(Math.min(count, maxSelectors));
  for (let group = 0; group < count; group++) {
    let place = 0;
    while (bits.read(1) === 1) place++;
    if (place >= codeCount) throw new DamagedData(`code ${place} of ${codeCount}`);
    // Some programs write more selectors than any block can need; bzip2 reads and ignores them.
    const code = moveToFront(recent, place);
    if (group < maxSelectors) selectors[group] = code;
  }
  return selectors;
}

function readCode(bits: BitReader, symbolCount: number): HuffmanCode {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    while (bits.read(1) === 1) length += bits.read(1) === 1 ? -1 : 1;
    if (length < 1 || length > maxCodeLength) throw new DamagedData(`a code word of ${length} bits`);
    lengths[symbol] = length;
  }
  return createHuffmanCode(lengths);
}

interface Coding {
  readonly used: Uint8Array;
  readonly selectors: Uint8Array;
  readonly codes: readonly HuffmanCode[];
}

/** Undoes Huffman codes, run lengths of the most recent byte, and moving to front; returns the number of bytes. */
function readSymbols(bits: BitReader, { used, selectors, codes }: Coding, cells: Uint32Array): number {
  const recent = used.slice();
  const endOfBlock = used.length + 1;
  let length = 0;
  let run = 0;
  let runBit = 1;
  for (let group = 0; group < selectors.length; group++) {
    const code = codes[selectors[group]!]!;
    for (let k = 0; k < groupSize; k++) {
      const symbol = code.read(bits);
      if (symbol < 0) throw new DamagedData('a code word that is none');
      if (symbol <= 1) {
        run += runBit << symbol;
        runBit <<= 1;
        if (run > cells.length) throw new DamagedData('a run longer than a block');
        continue;
      }
      if (run > 0) {
        if (length + run > cells.length) throw new DamagedData('it is longer than a block');
        cells.fill(recent[0]!, length, length + run);
        length += run;
        run = 0;
        runBit = 1;
      }
      if (symbol === endOfBlock) return length;
      if (length === cells.length) throw new DamagedData('it is longer than a block');
      cells[length++] = moveToFront(recent, symbol - 1);
    }
  }
  throw new DamagedData('it has no end');
}

function moveToFront(recent: Uint8Array, place: number): number {
  const value = recent[place]!;
  if (place < 16) for (let k = place; k > 0; k--) recent[k] = recent[k - 1]!;
  else recent.copyWithin(1, 0, place);
  recent[0] = value;
  return value;
}
