const tab: u32 = 9;
const lineFeed: u32 = 10;
const carriageReturn: u32 = 13;
const space: u32 = 32;

/**
 * Reads rows of text, a word and its `dimensions` numbers with one separator before each, from `text + start` on, as `text-row.ts` does in plain
 * TypeScript. `end` is behind a line feed, with 32 more bytes that can be read. Stops at a row that is not as rows are, or after `capacity`; returns how many
 * were read. Their numbers go to `vectors`, and for each row two numbers to `places`: where its word ends, with the highest bit set for a word
 * that is not ASCII, and where the next row begins. `powers`: 10^0 to 10^15 as float64.
 */
export function scanRows(
  text: usize,
  start: u32,
  end: u32,
  dimensions: u32,
  capacity: u32,
  vectors: usize,
  places: usize,
  powers: usize,
): u32 {
  let at = text + start;
  const limit = text + end;
  let to = vectors;
  for (let row: u32 = 0; row < capacity; row++) {
    if (at >= limit) return row;
    const wordStart = at;
    let seen: u32 = 0;
    for (;;) {
      const bytes = v128.load(at);
      const ends = i8x16.bitmask(i8x16.le_u(bytes, i8x16.splat(<i8>space)));
      const length: u32 = ends == 0 ? 16 : ctz(ends);
      seen |= i8x16.bitmask(bytes) & ((1 << length) - 1);
      at += length;
      if (length < 16) break;
    }
    if (at == wordStart) return row;
    const wordEnd = <u32>(at - text);
    for (let k: u32 = 0; k < dimensions; k++) {
      if (!isSeparator(load<u8>(at))) return row;
      at++;
      // A sign is taken for a digit at first, so that where the number ends is known as soon as possible.
      const characters = v128.load(at);
      const digits = i8x16.sub(characters, i8x16.splat(48));
      const digitMask = i8x16.bitmask(i8x16.lt_u(digits, i8x16.splat(10)));
      const pointMask = i8x16.bitmask(i8x16.eq(digits, i8x16.splat(-2)));
      const sign: u32 = i8x16.bitmask(i8x16.eq(digits, i8x16.splat(-3))) & 1;
      const length = ctz(~(digitMask | pointMask | sign));
      const points = pointMask & ((1 << length) - 1);
      const point = points == 0 ? length : ctz(points);
      const digitCount = length - sign - (points == 0 ? 0 : 1);
      // 16 bytes were seen: a number as long as that may go on.
      if (length > 15 || digitCount == 0 || (points & (points - 1)) != 0) return row;
      const mantissa = toNumber(digits, sign, digitCount, point);
      const decimals = digitCount + sign - point;
      const value = <f32>(mantissa / load<f64>(powers + (<usize>decimals << 3)));
      store<u32>(to, reinterpret<u32>(value) | (sign << 31));
      to += 4;
      at += length;
    }
    while (isSeparator(load<u8>(at))) at++;
    if (load<u8>(at) == carriageReturn) at++;
    if (load<u8>(at) != lineFeed) return row;
    at++;
    store<u32>(places, wordEnd | (seen == 0 ? 0 : 0x80000000));
    store<u32>(places, <u32>(at - text), 4);
    places += 8;
  }
  return capacity;
}

// @ts-ignore: decorator
@inline
function isSeparator(byte: u32): bool {
  return byte == space || byte == tab;
}

/**
 * The number that the `count` digits from lane `first` on make, a point left out at lane `point`: they are moved to the right end of the lanes, and
 * neighbors added up to numbers of two, four, and eight digits. What the relaxed operations leave open does not occur.
 */
// @ts-ignore: decorator
@inline
function toNumber(digits: v128, first: u32, count: u32, point: u32): f64 {
  // Lanes before the first digit get a negative number, for which a swizzle gives 0.
  const places = i8x16.sub(
    i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    i8x16.splat(<i8>(16 - count)),
  );
  const isNone = i8x16.lt_s(places, i8x16.splat(0));
  const order = i8x16.add(places, i8x16.splat(<i8>first));
  const isBehind = i8x16.ge_s(order, i8x16.splat(<i8>point));
  const aligned = i8x16.relaxed_swizzle(digits, v128.or(i8x16.sub(order, isBehind), isNone));
  const twos = i16x8.relaxed_dot_i8x16_i7x16_s(
    aligned,
    i8x16(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1),
  );
  const fours = i32x4.dot_i16x8_s(twos, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const eights = i32x4.dot_i16x8_s(
    i16x8.narrow_i32x4_u(fours, fours),
    i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1),
  );
  return <f64>i32x4.extract_lane(eights, 0) * 100000000 + <f64>i32x4.extract_lane(eights, 1);
}
