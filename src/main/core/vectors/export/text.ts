import type { RowBlock } from '../sets/set-rows.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import type { ExportFormat, RowEncoder } from './export-format.ts';
import { maxNumberBytes, writeNumber } from './shortest-number.ts';

const space = 32;
const lineFeed = 10;

/** A word and its numbers on each line, divided by spaces. */
export const glove: ExportFormat = {
  name: 'glove',
  hasWordList: false,
  reasonAgainst: (word, row, { dimensions }) => {
    const isHeader = row === 0 && dimensions === 1 && /^\d+$/.test(word);
    return isHeader ? 'would make the first line look like a header' : reasonAgainstWord(word);
  },
  encode: (_set, { main }) => encodeRows(main, ''),
};

/** The same after a line with the numbers of words and of dimensions. */
export const word2vecText: ExportFormat = {
  name: 'word2vec-text',
  hasWordList: false,
  reasonAgainst: (word) => reasonAgainstWord(word),
  encode: ({ wordCount, dimensions }, { main }) => encodeRows(main, `${wordCount} ${dimensions}\n`),
};

/**
 * The numbers of a row are taken from the right, so a word may have spaces inside; but not at its ends, where they would be lost, and not before a number,
 * which would be taken for one of the vector's.
 */
function reasonAgainstWord(word: string): string | undefined {
  if (/[\t\r\n]/.test(word)) return 'holds a tab or the end of a line';
  if (word.startsWith('\ufeff')) return 'begins with a byte order mark';
  if (!word.includes(' ')) return undefined;
  if (word.startsWith(' ') || word.endsWith(' ')) return 'begins or ends with a space';
  const last = word.slice(word.lastIndexOf(' ') + 1);
  const isNumber = Number.isFinite(Number(last)) || /^[+-]?(nan|inf(inity)?)$/i.test(last);
  return isNumber ? 'ends with a number after a space' : undefined;
}

function encodeRows(main: ByteBuffer, header: string): RowEncoder {
  return {
    begin: () => main.text(header),
    add: (block) => addLines(main, block),
    end: () => undefined,
  };
}

function addLines(main: ByteBuffer, { words, vectors }: RowBlock): void {
  const dimensions = vectors.length / words.length;
  words.forEach((word, row) => {
    main.text(word);
    main.direct(dimensions * (maxNumberBytes + 1) + 1, (buffer, start) => {
      let at = start;
      for (let k = row * dimensions; k < (row + 1) * dimensions; k++) {
        buffer[at++] = space;
        at = writeNumber(buffer, at, vectors[k]!);
      }
      buffer[at] = lineFeed;
      return at + 1;
    });
  });
}
