const mebibyte = 2 ** 20;
const firstBytes = 4 * mebibyte;
const mostRoomBytes = 8 * mebibyte;

/**
 * What was unpacked last, as far back as repetitions may go (the dictionary), with room after it so that it seldom needs to be moved. It
 * grows to its size as it is filled.
 */
export class SlidingWindow {
  bytes: Buffer;
  /** Bytes [start, at) can be repeated. */
  start = 0;
  at = 0;
  /** Where the dictionary began: positions count from there. Negative once that is gone. */
  origin = 0;
  readonly #dictionaryBytes: number;
  readonly #fullBytes: number;

  constructor(dictionaryBytes: number) {
    this.#dictionaryBytes = dictionaryBytes;
    this.#fullBytes = dictionaryBytes + Math.min(Math.max(dictionaryBytes, firstBytes), mostRoomBytes);
    this.bytes = Buffer.allocUnsafeSlow(Math.min(this.#fullBytes, firstBytes));
  }

  /** Makes room for `count` bytes, at most 2 MB: what lies further back than the dictionary goes. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const from = Math.max(this.start, this.at - this.#dictionaryBytes);
    const kept = this.at - from;
    const size = Math.min(this.#fullBytes, Math.max(this.bytes.length, 2 * (kept + count)));
    const target = size > this.bytes.length ? Buffer.allocUnsafeSlow(size) : this.bytes;
    this.bytes.copy(target, 0, from, this.at);
    this.bytes = target;
    this.origin -= from;
    this.start = 0;
    this.at = kept;
  }

  /** Begins anew: nothing from before can be repeated. */
  clear(): void {
    this.start = this.at;
    this.origin = this.at;
  }

  /** Repeats the byte at `distance` before the end, and those that follow it, `length` times. */
  repeat(distance: number, length: number): void {
    const { bytes, at } = this;
    const from = at - distance;
    if (distance >= length && length > 32) bytes.copyWithin(at, from, from + length);
    else for (let k = 0; k < length; k++) bytes[at + k] = bytes[from + k]!;
    this.at = at + length;
  }
}
