import { CutShort } from '../damage.ts';
/** Reads numbers of some bits each, the highest bit first. */
export class BitReader {
  readonly #bytes: Buffer;
  #at: number;
  /** The lowest `#held` bits are read from the bytes and not used yet. */
  #bits = 0;
  #held = 0;

  /** A reader of `bytes` from bit `start` on. */
  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes;
    this.#at = start >>> 3;
    this.read(start & 7);
  }

  /** The next `count` bits, at most 24, as a number. Throws CutShort. */
  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** The same without going on; zeros after the end. */
  peek(count: number): number {
    while (this.#held < count) {
      this.#bits = (this.#bits << 8) | (this.#at < this.#bytes.length ? this.#bytes[this.#at]! : 0);
      this.#at++;
      this.#held += 8;
    }
    return (this.#bits >>> (this.#held - count)) & ((1 << count) - 1);
  }

  /** Goes on by as many bits as were peeked at, or fewer. Throws CutShort. */
  skip(count: number): void {
    this.#held -= count;
    if (this.#at - (this.#held >>> 3) > this.#bytes.length) throw new CutShort();
  }

  /** How many bits have been read so far. */
  position(): number {
    return 8 * this.#at - this.#held;
  }
}
