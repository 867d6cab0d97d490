/** The polynomial of ECMA-182, lowest bit first, in two halves. */
const polynomialHigh = 0xc96c5795;
const polynomialLow = 0xd7870f42;
const tableSize = 256;

/** Eight tables, so that eight bytes are taken in at once (Kounavis and Berry 2005, "slicing-by-8"). */
const slices = 8;
const low = new Uint32Array(slices * tableSize);
const high = new Uint32Array(slices * tableSize);
fillTables();

function fillTables(): void {
  for (let byte = 0; byte < tableSize; byte++) {
    let [a, b] = [byte, 0];
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (a & 1) === 1;
      a = (a >>> 1) | (b << 31);
      b >>>= 1;
      if (isOdd) [a, b] = [a ^ polynomialLow, b ^ polynomialHigh];
    }
    low[byte] = a;
    high[byte] = b;
  }
  for (let at = tableSize; at < slices * tableSize; at++) {
    const [a, b] = [low[at - tableSize]!, high[at - tableSize]!];
    low[at] = ((a >>> 8) | (b << 24)) ^ low[a & 0xff]!;
    high[at] = (b >>> 8) ^ high[a & 0xff]!;
  }
}

/** What eight bytes, four in `x` and four in `y`, do to one half of the checksum. */
function sliceOf(half: Uint32Array, x: number, y: number): number {
  return (
    half[7 * tableSize + (x & 0xff)]! ^
    half[6 * tableSize + ((x >>> 8) & 0xff)]! ^
    half[5 * tableSize + ((x >>> 16) & 0xff)]! ^
    half[4 * tableSize + (x >>> 24)]! ^
    half[3 * tableSize + (y & 0xff)]! ^
    half[2 * tableSize + ((y >>> 8) & 0xff)]! ^
    half[tableSize + ((y >>> 16) & 0xff)]! ^
    half[y >>> 24]!
  );
}

/** CRC-64 as xz has it. */
export class Crc64 {
  #low = -1;
  #high = -1;

  update(bytes: Buffer): void {
    let [a, b] = [this.#low, this.#high];
    let at = 0;
    for (; at + 8 <= bytes.length; at += 8) {
      const x = a ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
      const y =
        b ^ (bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24));
      a = sliceOf(low, x, y);
      b = sliceOf(high, x, y);
    }
    for (; at < bytes.length; at++) {
      const place = (a ^ bytes[at]!) & 0xff;
      a = ((a >>> 8) | (b << 24)) ^ low[place]!;
      b = (b >>> 8) ^ high[place]!;
    }
    [this.#low, this.#high] = [a, b];
  }

  /** The eight bytes of the checksum as they stand in a file. */
  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(~this.#low >>> 0, 0);
    bytes.writeUInt32LE(~this.#high >>> 0, 4);
    return bytes;
  }
}
