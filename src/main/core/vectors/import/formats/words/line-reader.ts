const lineFeed = 10;
const carriageReturn = 13;

export interface LineReader {
  /** The next line without its end, LF or CRLF, a view into the bytes; undefined after the last. */
  next(): Buffer | undefined;
  /** Where the next line begins. */
  position(): number;
}

/** Walks over the lines of `bytes`. What follows the last line feed is a line when the bytes are `whole` and it is not empty. */
export function createLineReader(bytes: Buffer, whole = true): LineReader {
  let at = 0;
  return {
    next: () => {
      const found = bytes.indexOf(lineFeed, at);
      if (found < 0 && (!whole || at >= bytes.length)) return undefined;
      const end = found < 0 ? bytes.length : found;
      const line = bytes.subarray(at, end > at && bytes[end - 1] === carriageReturn ? end - 1 : end);
      at = found < 0 ? bytes.length : found + 1;
      return line;
    },
    position: () => at,
  };
}

/** The text after a byte order mark, if it begins with one. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
