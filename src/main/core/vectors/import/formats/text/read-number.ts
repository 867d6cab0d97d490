/** Exact powers of ten: a mantissa below 2^53 divided or multiplied by one of them is rounded once, hence correctly. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const maxMantissaDigits = 15;

const minus = 45;
const plus = 43;
const point = 46;
const zero = 48;
const upperE = 69;
const lowerE = 101;

/**
 * Reads bytes [start, end) as a decimal number, to the last bit as `Number` would; NaN where they are none. Short
 * numbers, which vector files are made of, take a path without strings (Clinger 1990, "How to read floating point
 * numbers accurately": the fast case).
 */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const isNegative = bytes[at] === minus;
  if (isNegative || bytes[at] === plus) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let hasPoint = false;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (hasPoint) decimals++;
    } else if (byte === point && !hasPoint) hasPoint = true;
    else break;
  }
  if (digits === 0) return readSlowly(bytes, start, end);
  if (at < end) {
    if (bytes[at] !== lowerE && bytes[at] !== upperE) return Number.NaN;
    return readSlowly(bytes, start, end);
  }
  if (digits > maxMantissaDigits) return readSlowly(bytes, start, end);
  const value = decimals === 0 ? mantissa : mantissa / powersOfTen[decimals]!;
  return isNegative ? -value : value;
}

/** Also reads "nan" and "inf", in any case and with a sign, as what they say: NaN and infinity. */
function readSlowly(bytes: Uint8Array, start: number, end: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
