/**
 * Reads an unsigned number from groups of seven bits, the lowest first, that `byte` gives one after another. Beyond 2^53 it is not exact, and no size of
 * anything. Throws an Error for more than 64 bits.
 */
export function readUnsigned(byte: () => number): number {
  let value = 0;
  for (let factor = 1; factor < 2 ** 70; factor *= 128) {
    const group = byte();
    value += (group & 127) * factor;
    if (group < 128) return value;
  }
  throw new Error('a number has more than 64 bits');
}

/** The number of either sign that was written as an unsigned one: 0, -1, 1, -2, and so on. */
export function fromZigZag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
