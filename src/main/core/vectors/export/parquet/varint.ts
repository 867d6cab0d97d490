/** An unsigned number in groups of seven bits, the lowest first. */
export function unsignedBytes(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(128 + (rest % 128));
  return [...bytes, rest];
}

/** A number of either sign as an unsigned one: 0, -1, 1, -2 become 0, 1, 2, 3. */
export function toZigZag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
