/** No number is written longer: a sign, nine digits, a point, and an exponent. */
export const maxNumberBytes = 18;

const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
/** Between these a number is written without an exponent, and its digits are found by whole numbers of less than 31 bits. */
const leastFixed = 1e-6;
const mostFixed = 2 ** 24;
/** JavaScript writes numbers below this with less than 17 digits and without an exponent. */
const mostPlain = 1e16;
/** So many decimals give nine digits, which tell any float32, even to the smallest of these. */
const maxDecimals = 15;
const maxDigits = 9;

const minus = 45;
const point = 46;
const zero = 48;

/**
 * Writes a float32 as the shortest decimal that is nearer to it than to any other float32, so that every correct reader gives it back, whether it
 * reads float32 at once or float64 first; of equally short ones the nearest. Returns where it ends. (Steele and White 1990, "How to print
 * floating-point numbers accurately"; here by trial, as few digits are tried and each trial is a few operations.)
 */
export function writeNumber(buffer: Buffer, at: number, value: number): number {
  if (value < 0 || Object.is(value, -0)) buffer[at++] = minus;
  const size = Math.abs(value);
  if (size === 0) {
    buffer[at] = zero;
    return at + 1;
  }
  if (size < leastFixed || size >= mostFixed) return at + buffer.write(withExponent(size), at, 'latin1');
  for (let decimals = 0; decimals <= maxDecimals; decimals++) {
    const scale = powersOfTen[decimals]!;
    const digits = Math.round(size * scale);
    if (isSame(digits / scale, size)) return writeFixed(buffer, at, digits, decimals);
  }
  return at + buffer.write(withExponent(size), at, 'latin1');
}

/** Whether the decimal that `decimal` is the nearest float64 to lies surely between the halves of the way to the neighbors of `size`. */
function isSame(decimal: number, size: number): boolean {
  return (
    Math.fround(decimal) === size &&
    Math.fround(decimal * (1 + Number.EPSILON)) === size &&
    Math.fround(decimal * (1 - Number.EPSILON)) === size
  );
}

/** Writes `digits / 10^decimals`. */
function writeFixed(buffer: Buffer, start: number, digits: number, decimals: number): number {
  const scale = powersOfTen[decimals]!;
  const whole = Math.floor(digits / scale);
  let at = writeWhole(buffer, start, whole, 1);
  if (decimals === 0) return at;
  buffer[at++] = point;
  at = writeWhole(buffer, at, digits - whole * scale, decimals);
  return at;
}

/** Writes a whole number with at least `places` digits. */
function writeWhole(buffer: Buffer, at: number, number: number, places: number): number {
  let count = places;
  while (count < 16 && number >= powersOfTen[count]!) count++;
  let rest = number;
  for (let place = at + count - 1; place >= at; place--) {
    const next = Math.floor(rest / 10);
    buffer[place] = zero + (rest - 10 * next);
    rest = next;
  }
  return at + count;
}

function withExponent(size: number): string {
  for (let count = 1; count <= maxDigits; count++) {
    const decimal = Number(size.toPrecision(count));
    if (isSame(decimal, size)) return size < mostPlain ? String(decimal) : decimal.toExponential();
  }
  return String(size);
}
