import { isUtf8 } from 'node:buffer';
import { AppError } from '../../../../../shared/errors.ts';
import type { RowSink } from '../row-sink.ts';
import { headBytes, type VectorSource } from '../sources/vector-source.ts';
import type { VectorFormat } from '../vector-format.ts';
import { hasTextRows } from './text/text-head.ts';
import { noteOnHeader, parseWord2vecHeader, type Word2vecHeader } from './word2vec-header.ts';

const lineFeed = 10;
const space = 32;
const floatBytes = 4;
const maxWordBytes = 10_000;

/**
 * The binary format of word2vec: a line `words dimensions`, then for each word its bytes, a space, and its float32 numbers, lowest byte first.
 * The original program writes a line feed after each vector, gensim does not: both are read.
 */
export const word2vecBinary: VectorFormat = {
  name: 'word2vec-binary',
  matches: (source) => {
    const header = readHeader(source);
    if (!header) return false;
    const rows = source.head.subarray(header.endByte);
    const isWhole = source.head.length < headBytes;
    return (isBinary(rows, isWhole) || fitsExactly(rows, header)) && !hasTextRows(source);
  },
  read: async (source, sink, options) => {
    const header = readHeader(source);
    if (!header) {
      throw new AppError(
        'bad-file',
        `${source.name} line 1: expected two whole numbers, words and dimensions`,
      );
    }
    sink.begin(header.dimensions);
    const reader = createRowReader(source.name, header, sink);
    await source.read(({ bytes, isLast }) => {
      const at = reader.read(bytes);
      if (isLast) reader.finish(bytes.subarray(at));
      return at;
    }, options);
    return { format: 'word2vec-binary', notes: noteOnHeader(source.name, header, reader.rowCount()) };
  },
};

interface PlacedHeader extends Word2vecHeader {
  /** Where the rows begin. */
  readonly endByte: number;
}

function readHeader({ head }: VectorSource): PlacedHeader | undefined {
  const end = head.indexOf(lineFeed);
  const header = end < 0 ? undefined : parseWord2vecHeader(head.subarray(0, end));
  return header && { ...header, endByte: end + 1 };
}

/** Control characters, or bytes that are no UTF-8; the last few of a file that goes on may be the beginning of a character. */
function isBinary(bytes: Buffer, isWhole: boolean): boolean {
  const hasControls = bytes.some((byte) => byte < 9 || (byte > 13 && byte < space));
  const cuts = isWhole ? [0] : [0, 1, 2, 3];
  return hasControls || !cuts.some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
}

/** Whether the bytes are as many rows as the header says, and nothing else: numbers may happen to look like text. */
function fitsExactly(bytes: Buffer, { words, dimensions }: Word2vecHeader): boolean {
  let at = 0;
  for (let row = 0; row < words; row++) {
    const wordEnd = bytes.indexOf(space, skipLineFeeds(bytes, at));
    at = wordEnd + 1 + floatBytes * dimensions;
    if (wordEnd < 0 || at > bytes.length) return false;
  }
  return skipLineFeeds(bytes, at) === bytes.length;
}

interface RowReader {
  rowCount(): number;
  /** Reads whole rows; returns how many bytes they took. */
  read(bytes: Buffer): number;
  /** Looks at what is left at the end of the file. */
  finish(rest: Buffer): void;
}

function createRowReader(name: string, header: PlacedHeader, sink: RowSink): RowReader {
  const vector = new Float32Array(header.dimensions);
  const vectorBytes = Buffer.from(vector.buffer);
  let rowCount = 0;
  let toSkip = header.endByte;

  function takeRow(bytes: Buffer, start: number, wordEnd: number): void {
    rowCount++;
    bytes.copy(vectorBytes, 0, wordEnd + 1, wordEnd + 1 + vectorBytes.length);
    const word = bytes.toString('utf8', start, wordEnd);
    const isValid = !word.includes('\ufffd') || isUtf8(bytes.subarray(start, wordEnd));
    if (isValid) sink.add(word, vector, rowCount);
    else sink.skip(rowCount, 'the word is not valid UTF-8');
  }

  return {
    rowCount: () => rowCount,
    read: (bytes) => {
      let at = Math.min(toSkip, bytes.length);
      toSkip -= at;
      if (toSkip > 0) return at;
      for (;;) {
        const start = skipLineFeeds(bytes, at);
        const wordEnd = bytes.indexOf(space, start);
        const found = wordEnd < 0 ? bytes.length - start : wordEnd - start;
        if (found > maxWordBytes) {
          throw new AppError(
            'bad-file',
            `${name} row ${rowCount + 1}: expected a word and a space, found none within ${maxWordBytes} bytes`,
          );
        }
        const end = wordEnd + 1 + vectorBytes.length;
        if (wordEnd < 0 || end > bytes.length) return at;
        takeRow(bytes, start, wordEnd);
        at = end;
      }
    },
    finish: (rest) => {
      const start = skipLineFeeds(rest, 0);
      if (start === rest.length) return;
      const wordEnd = rest.indexOf(space, start);
      const left = wordEnd < 0 ? 0 : rest.length - wordEnd - 1;
      const numbers = Math.floor(left / floatBytes);
      rowCount++;
      sink.skip(
        rowCount,
        `the file ends in the middle of the row: expected ${header.dimensions} numbers, found ${numbers}`,
      );
    },
  };
}

function skipLineFeeds(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at] === lineFeed) at++;
  return at;
}
