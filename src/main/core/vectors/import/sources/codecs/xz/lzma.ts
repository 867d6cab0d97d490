import { DamagedData } from '../damage.ts';
import { evenChance, RangeDecoder } from './range-decoder.ts';
import type { SlidingWindow } from './sliding-window.ts';

const stateCount = 12;
const minMatch = 2;
/** The length that the second set of distances begins with. */
const lengthSets = 4;
const firstSpecialSlot = 4;
const firstAlignedSlot = 14;
const alignBits = 4;

/**
 * Where the probabilities of each kind begin in the one array that holds all of them. For some there is a set for each state, or for each
 * position modulo up to 16.
 */
const isMatch = 0;
const isRepeat = isMatch + stateCount * 16;
const isOtherRepeat = isRepeat + stateCount;
const isThirdRepeat = isOtherRepeat + stateCount;
const isFourthRepeat = isThirdRepeat + stateCount;
const isLongRepeat = isFourthRepeat + stateCount;
const distanceSlot = isLongRepeat + stateCount * 16;
const specialDistance = distanceSlot + lengthSets * 64;
const alignedDistance = specialDistance + 128;
const matchLength = alignedDistance + 16;
const lengthTreeSize = 2 + 16 * 8 + 16 * 8 + 256;
const repeatLength = matchLength + lengthTreeSize;
const literal = repeatLength + lengthTreeSize;
const literalSize = 0x300;
const maxLiteralBits = 4;

/** LZMA as LZMA2 uses it: Igor Pavlov's format, as the specification in the LZMA SDK describes it. */
export class LzmaDecoder {
  readonly #coder = new RangeDecoder();
  readonly #chances = new Uint16Array(literal + (literalSize << maxLiteralBits));
  #literalContextBits = 0;
  #literalPositionMask = 0;
  #positionMask = 0;
  /** What the last steps were: below 7 the last was a literal. */
  #state = 0;
  /** The last four distances, most recent first, each less 1. */
  #first = 0;
  #second = 0;
  #third = 0;
  #fourth = 0;

  /** Takes the three parameters of LZMA from their one byte, and begins anew. */
  setProperties(byte: number): void {
    const literalContextBits = byte % 9;
    const rest = Math.floor(byte / 9);
    const literalPositionBits = rest % 5;
    const positionBits = Math.floor(rest / 5);
    if (positionBits > 4 || literalContextBits + literalPositionBits > maxLiteralBits) {
      throw new DamagedData(`LZMA properties ${byte}`);
    }
    this.#literalContextBits = literalContextBits;
    this.#literalPositionMask = (1 << literalPositionBits) - 1;
    this.#positionMask = (1 << positionBits) - 1;
    this.resetState();
  }

  resetState(): void {
    this.#chances.fill(evenChance);
    this.#state = 0;
    this.#first = this.#second = this.#third = this.#fourth = 0;
  }

  beginChunk(bytes: Buffer): void {
    this.#coder.begin(bytes);
  }

  /** Whether the chunk's bytes are used up, as they must be at its end. */
  isChunkUsedUp(): boolean {
    return this.#coder.isAtEnd();
  }

  /** Unpacks until `softEnd`, or a little further, as a repetition is written whole; never beyond `end`. */
  unpack(window: SlidingWindow, softEnd: number, end: number): void {
    const coder = this.#coder;
    const chances = this.#chances;
    while (window.at < softEnd) {
      const position = (window.at - window.origin) & this.#positionMask;
      if (coder.bit(chances, isMatch + 16 * this.#state + position) === 0) this.#writeLiteral(window);
      else this.#writeMatch(window, position, end);
    }
  }

  #writeLiteral(window: SlidingWindow): void {
    const { bytes, at } = window;
    const coder = this.#coder;
    const chances = this.#chances;
    const before = at > window.start ? bytes[at - 1]! : 0;
    const set =
      (((at - window.origin) & this.#literalPositionMask) << this.#literalContextBits) +
      (before >>> (8 - this.#literalContextBits));
    const start = literal + literalSize * set;
    let node = 1;
    if (this.#state >= 7) {
      // After a match the byte that would have gone on with it is a hint.
      let hint = bytes[at - this.#first - 1]!;
      while (node < 0x100) {
        const hintBit = hint >>> 7;
        hint = (hint << 1) & 0xff;
        const bit = coder.bit(chances, start + 0x100 + 0x100 * hintBit + node);
        node = 2 * node + bit;
        if (bit !== hintBit) break;
      }
    }
    while (node < 0x100) node = 2 * node + coder.bit(chances, start + node);
    bytes[at] = node & 0xff;
    window.at = at + 1;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #writeMatch(window: SlidingWindow, position: number, end: number): void {
    const wasLiteral = this.#state < 7;
    let length: number;
    if (this.#coder.bit(this.#chances, isRepeat + this.#state) === 0) {
      length = this.#readLength(matchLength, position);
      this.#bringToFront(4);
      this.#first = this.#readDistance(length);
      this.#state = wasLiteral ? 7 : 10;
    } else if (this.#readRepeat(position)) {
      length = 1;
      this.#state = wasLiteral ? 9 : 11;
    } else {
      length = this.#readLength(repeatLength, position);
      this.#state = wasLiteral ? 8 : 11;
    }
    const distance = this.#first + 1;
    if (distance > window.at - window.start) throw new DamagedData('a repetition of what was not there');
    if (length > end - window.at) throw new DamagedData('a repetition beyond the end of a chunk');
    window.repeat(distance, length);
  }

  /** Chooses one of the last four distances; returns whether a single byte is repeated. */
  #readRepeat(position: number): boolean {
    const coder = this.#coder;
    const chances = this.#chances;
    const state = this.#state;
    if (coder.bit(chances, isOtherRepeat + state) === 0) {
      return coder.bit(chances, isLongRepeat + 16 * state + position) === 0;
    }
    if (coder.bit(chances, isThirdRepeat + state) === 0) this.#bringToFront(2);
    else this.#bringToFront(3 + coder.bit(chances, isFourthRepeat + state));
    return false;
  }

  /** Moves the second, third or fourth of the last distances before the others. */
  #bringToFront(place: number): void {
    const chosen = place === 2 ? this.#second : place === 3 ? this.#third : this.#fourth;
    if (place === 4) this.#fourth = this.#third;
    if (place >= 3) this.#third = this.#second;
    this.#second = this.#first;
    this.#first = chosen;
  }

  #readLength(start: number, position: number): number {
    const coder = this.#coder;
    const chances = this.#chances;
    if (coder.bit(chances, start) === 0) return minMatch + coder.tree(chances, start + 2 + 8 * position, 3);
    if (coder.bit(chances, start + 1) === 0) {
      return minMatch + 8 + coder.tree(chances, start + 2 + 128 + 8 * position, 3);
    }
    return minMatch + 16 + coder.tree(chances, start + 2 + 256, 8);
  }

  #readDistance(length: number): number {
    const coder = this.#coder;
    const chances = this.#chances;
    const set = Math.min(length - minMatch, lengthSets - 1);
    const slot = coder.tree(chances, distanceSlot + 64 * set, 6);
    if (slot < firstSpecialSlot) return slot;
    const bitCount = (slot >>> 1) - 1;
    const base = ((2 | (slot & 1)) << bitCount) >>> 0;
    if (slot < firstAlignedSlot) {
      return base + coder.reverseTree(chances, specialDistance + base - slot, bitCount);
    }
    const high = coder.direct(bitCount - alignBits) * (1 << alignBits);
    return base + high + coder.reverseTree(chances, alignedDistance, alignBits);
  }
}
