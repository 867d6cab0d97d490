import { DamagedData } from '../damage.ts';
/** What a bit's probability is at first: one half. Probabilities are multiples of 2^-11. */
export const evenChance = 1024;

const adaptShift = 5;
const modelBits = 11;
const topValue = 2 ** 24;

/** Undoes the range coder of LZMA (Martin 1979, "Range encoding: an algorithm for removing redundancy from a digitised message"). */
export class RangeDecoder {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #range = 0;
  #code = 0;

  /** Begins with the coded `bytes`. */
  begin(bytes: Buffer): void {
    if (bytes.length < 5 || bytes[0] !== 0) throw new DamagedData('a chunk that begins with a wrong byte');
    this.#bytes = bytes;
    this.#at = 5;
    this.#range = 0xffffffff;
    this.#code = bytes.readUInt32BE(1);
  }

  /** Whether all bytes were used, and rightly. */
  isAtEnd(): boolean {
    if (this.#range < topValue) this.#refill();
    return this.#code === 0 && this.#at === this.#bytes.length;
  }

  /** The bit whose probability is at `index`, which adapts to it. */
  bit(chances: Uint16Array, index: number): number {
    if (this.#range < topValue) this.#refill();
    const chance = chances[index]!;
    const bound = Math.imul(this.#range >>> modelBits, chance) >>> 0;
    if (this.#code < bound) {
      this.#range = bound;
      chances[index] = chance + ((2 ** modelBits - chance) >>> adaptShift);
      return 0;
    }
    this.#range = (this.#range - bound) >>> 0;
    this.#code = (this.#code - bound) >>> 0;
    chances[index] = chance - (chance >>> adaptShift);
    return 1;
  }

  /** A number of `count` bits, highest first, whose probabilities form a tree that begins at `start`. */
  tree(chances: Uint16Array, start: number, count: number): number {
    let node = 1;
    for (let k = 0; k < count; k++) node = 2 * node + this.bit(chances, start + node);
    return node - (1 << count);
  }

  /** The same, lowest bit first. */
  reverseTree(chances: Uint16Array, start: number, count: number): number {
    let node = 1;
    let value = 0;
    for (let k = 0; k < count; k++) {
      const bit = this.bit(chances, start + node);
      node = 2 * node + bit;
      value |= bit << k;
    }
    return value;
  }

  /** A number of `count` bits, each as probable as not. */
  direct(count: number): number {
    let value = 0;
    for (let k = 0; k < count; k++) {
      if (this.#range < topValue) this.#refill();
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = 2 * value + bit;
    }
    return value;
  }

  /** Bytes beyond the end count as zeros: the chunk's end tells that they were missing. */
  #refill(): void {
    const next = this.#at < this.#bytes.length ? this.#bytes[this.#at]! : 0;
    this.#at++;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | next) >>> 0;
  }
}
