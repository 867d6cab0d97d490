/** Looks a key up in sorted lines. Returns the line whose first field is the key, or undefined. */
export type FindLine = (key: string) => string | undefined;

const lineFeed = 0x0a;
const space = 0x20;

/**
 * Binary search over the bytes of a file whose lines are sorted by their first field, as WordNet's index files are
 * (ASCII, fields parted by spaces; its license stands at the top, indented, and so sorts before every key).
 */
export function createSortedLines(bytes: Buffer): FindLine {
  return (key) => {
    const target = Buffer.from(key, 'latin1');
    let low = 0;
    let high = bytes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = middle === 0 ? 0 : bytes.lastIndexOf(lineFeed, middle - 1) + 1;
      const feed = bytes.indexOf(lineFeed, middle);
      const end = feed === -1 ? bytes.length : feed;
      const gap = bytes.indexOf(space, start);
      const order = target.compare(bytes, start, gap === -1 || gap > end ? end : gap);
      if (order === 0) return bytes.toString('latin1', start, end).trimEnd();
      if (order > 0) low = end + 1;
      else high = start;
    }
    return undefined;
  };
}
