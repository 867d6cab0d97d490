/** Where a scan is: it moves on as numbers are read. */
export interface Cursor {
  at: number;
}

/** Exact powers of ten: a mantissa below 2^53 divided or multiplied by one of them is rounded once, hence correctly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const maxExactPower = 22;
/** Another digit after these still fits into 31 bits. */
const maxShort = 214_748_363;
/** All numbers of so many digits are below 2^53. */
const maxDigits = 15;

const plus = 43;
const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;
const lowerE = 101;
const toLowerCase = 32;

/**
 * Reads the decimal number that begins at the cursor and sets the cursor behind it. What is returned becomes, as a float32, exactly what the
 * float32 of `Number(text)` is; without more than 15 digits it is that number itself. NaN where no number begins. Short numbers, which vector
 * files are made of, take no string (Clinger 1990, "How to read floating point numbers accurately": the fast case).
 */
export function scanNumber(bytes: Uint8Array, cursor: Cursor): number {
  const start = cursor.at;
  const isNegative = bytes[start] === minus;
  let at = isNegative ? start + 1 : start;
  const firstDigit = at;
  let mantissa = 0;
  let byte = bytes[at]!;
  while (byte >= zero && byte <= nine && mantissa <= maxShort) {
    mantissa = mantissa * 10 + byte - zero;
    byte = bytes[++at]!;
  }
  let digits = at - firstDigit;
  let decimals = 0;
  if (byte === point) {
    byte = bytes[++at]!;
    const firstDecimal = at;
    while (byte >= zero && byte <= nine && mantissa <= maxShort) {
      mantissa = mantissa * 10 + byte - zero;
      byte = bytes[++at]!;
    }
    decimals = at - firstDecimal;
    digits += decimals;
  }
  const goesOn = (byte >= zero && byte <= nine) || (byte | toLowerCase) === lowerE;
  if (goesOn || digits === 0 || decimals > maxExactPower) return scanLong(bytes, cursor);
  cursor.at = at;
  const value = mantissa / powersOfTen[decimals]!;
  return isNegative ? -value : value;
}

/** The same for numbers with a plus sign, an exponent, or many digits. */
function scanLong(bytes: Uint8Array, cursor: Cursor): number {
  const start = cursor.at;
  const isNegative = bytes[start] === minus;
  let at = isNegative || bytes[start] === plus ? start + 1 : start;
  let mantissa = 0;
  let digits = 0;
  let exponent = 0;
  let hasDigit = false;
  let isCut = false;
  let hasPoint = false;
  for (; ; at++) {
    const byte = bytes[at]!;
    if (byte >= zero && byte <= nine) {
      hasDigit = true;
      if (digits < maxDigits) {
        mantissa = mantissa * 10 + byte - zero;
        if (mantissa > 0) digits++;
        if (hasPoint) exponent--;
      } else {
        if (byte !== zero) isCut = true;
        if (!hasPoint) exponent++;
      }
    } else if (byte === point && !hasPoint) hasPoint = true;
    else break;
  }
  if (!hasDigit) return Number.NaN;
  cursor.at = at;
  exponent += scanExponent(bytes, cursor);
  const magnitude = scale(mantissa, exponent);
  // The number lies between those of its first 15 digits and of the next ones; mostly they are the same as float32.
  const isSure = !isCut || Math.fround(magnitude) === Math.fround(scale(mantissa + 1, exponent));
  if (Number.isNaN(magnitude) || !isSure) return readAsText(bytes, start, cursor.at);
  return isNegative ? -magnitude : magnitude;
}

/** The exponent at the cursor, 0 where there is none. */
function scanExponent(bytes: Uint8Array, cursor: Cursor): number {
  let at = cursor.at;
  if ((bytes[at]! | toLowerCase) !== lowerE) return 0;
  const sign = bytes[++at]!;
  if (sign === minus || sign === plus) at++;
  const firstDigit = at;
  let exponent = 0;
  for (let byte = bytes[at]!; byte >= zero && byte <= nine; byte = bytes[++at]!) {
    exponent = Math.min(10 * exponent + byte - zero, 100_000);
  }
  if (at === firstDigit) return 0; // the number ends before the letter
  cursor.at = at;
  return sign === minus ? -exponent : exponent;
}

/** mantissa * 10^exponent, correctly rounded; NaN where that takes more than one exact operation. */
function scale(mantissa: number, exponent: number): number {
  if (mantissa === 0) return 0;
  if (Math.abs(exponent) > maxExactPower) return Number.NaN;
  return exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
}

function readAsText(bytes: Uint8Array, start: number, end: number): number {
  return Number(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'));
}

/** The number that bytes [start, end) are, as `scanNumber` reads it; NaN where they are none. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  const cursor = { at: start };
  const value = start < end ? scanNumber(bytes, cursor) : Number.NaN;
  return cursor.at === end ? value : Number.NaN;
}
