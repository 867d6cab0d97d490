import { z } from 'zod';
import { AppError } from '../../../../../shared/errors.ts';
import { scanNumber } from './text/scan-number.ts';
import type { ReadOptions } from '../row-sink.ts';
import type { RowTarget } from '../row-collector.ts';
import type { VectorSource } from '../sources/vector-source.ts';

/**
 * The package's file is one JSON object: a head with `size`, `dimensions` and the `words` by frequency, then
 * `"vectors":{"the":[...],...}` in the same order. Each array holds the vector, its length, and the word's index. The
 * whole is 307 MB, so only the figures at its start go through JSON.parse: words and rows are read from the bytes.
 */
const figuresSchema = z.object({
  size: z.number().int().positive(),
  dimensions: z.number().int().positive(),
  wordIndex: z.number().int().positive(),
});

interface Head extends z.infer<typeof figuresSchema> {
  /** The list of words as it stands in the file, from its first quotation mark on. */
  readonly words: Buffer;
}

/** Both stand once outside of strings, where quotation marks would be escaped. */
const wordsMark = Buffer.from('"words":[');
const vectorsMark = Buffer.from('"vectors":{');
const maxHeadBytes = 64 * 1024 * 1024;

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;

/** Feeds the rows of the built-in package to `sink`: none is odd. Throws `bad-file`, `canceled`, what the sink throws. */
export async function readGlovePackage(
  source: VectorSource,
  sink: RowTarget,
  options: ReadOptions,
): Promise<void> {
  const { name } = source;
  let reader: RowReader | undefined;
  await source.read(({ bytes }) => {
    if (reader) return reader.read(bytes, 0);
    const mark = bytes.indexOf(vectorsMark);
    if (mark < 0 && bytes.length > maxHeadBytes) throw new AppError('bad-file', `${name}: no vectors found`);
    if (mark < 0) return 0;
    const head = parseHead(bytes.subarray(0, mark), name);
    sink.begin(head.dimensions);
    reader = createRowReader(head, name, sink);
    return reader.read(bytes, mark + vectorsMark.length);
  }, options);
  const found = reader?.rowCount() ?? 0;
  const expected = reader?.expected;
  if (expected === undefined || found !== expected) {
    const count = expected === undefined ? 'vectors' : `${expected} vectors`;
    throw new AppError('bad-file', `${name} is cut short: expected ${count}, found ${found}`);
  }
}

interface RowReader {
  readonly expected: number;
  rowCount(): number;
  /** Reads whole rows from `start` on; returns where the first unfinished one begins. */
  read(bytes: Buffer, start: number): number;
}

function createRowReader(head: Head, name: string, sink: RowTarget): RowReader {
  const { words, size, dimensions, wordIndex } = head;
  const values = new Float32Array(wordIndex + 1);
  const vector = values.subarray(0, dimensions);
  let row = 0;
  let wordAt = 0;

  function damaged(expected: string): AppError {
    return new AppError('bad-file', `${name}, word ${row + 1}: expected ${expected}`);
  }

  /** Reads the row whose key is the string [keyAt, keyEnd] and whose array closes at `end`. */
  function readRow(bytes: Buffer, keyAt: number, keyEnd: number, end: number): void {
    const wordEnd = findStringEnd(words, wordAt);
    const isNext = words.compare(bytes, keyAt, keyEnd, wordAt, Math.max(wordEnd, wordAt)) === 0;
    if (!isNext || bytes[keyEnd + 1] !== colon || bytes[keyEnd + 2] !== openBracket) {
      throw damaged('the next word of the list with its vector');
    }
    const count = readNumbers(bytes, keyEnd + 3, end, values);
    if (count !== values.length) throw damaged(`${values.length} numbers, found ${count}`);
    // The index is compared as float32: exact up to 16 million, more words than any such package holds.
    if (values[wordIndex] !== row) throw damaged(`index ${row}, found ${values[wordIndex]}`);
    sink.add(decodeString(words, wordAt, wordEnd), vector);
    wordAt = wordEnd + 2; // past the quotation mark and the comma
    row++;
  }

  return {
    expected: size,
    rowCount: () => row,
    read: (bytes, start) => {
      let at = start;
      while (row < size) {
        const keyAt = bytes[at] === comma ? at + 1 : at;
        const keyEnd = findStringEnd(bytes, keyAt);
        const end = keyEnd < 0 ? -1 : bytes.indexOf(closeBracket, keyEnd);
        if (end < 0) return at;
        readRow(bytes, keyAt, keyEnd, end);
        at = end + 1;
      }
      return bytes.length;
    },
  };
}

/** The closing quotation mark of the string that opens at `start`; -1 when it is not there yet. */
function findStringEnd(bytes: Buffer, start: number): number {
  for (let at = start + 1; ;) {
    const end = bytes.indexOf(quote, at);
    if (end < 0) return -1;
    let slashes = 0;
    while (bytes[end - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return end;
    at = end + 1;
  }
}

/** What the JSON string between the quotation marks at `start` and `end` says. */
function decodeString(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start + 1, end);
  return text.includes('\\') ? z.string().parse(JSON.parse(`"${text}"`)) : text;
}

/** Reads numbers divided by commas in [start, end) into `values`; returns how many there were, up to the first that is none. */
function readNumbers(bytes: Buffer, start: number, end: number, values: Float32Array): number {
  const cursor = { at: start };
  for (let count = 0; ; cursor.at++) {
    const value = scanNumber(bytes, cursor);
    const isNumber = Number.isFinite(value) && (cursor.at === end || bytes[cursor.at] === comma);
    if (!isNumber) return count;
    if (count < values.length) values[count] = value;
    count++;
    if (cursor.at >= end) return count;
  }
}

function parseHead(bytes: Buffer, name: string): Head {
  const mark = bytes.indexOf(wordsMark);
  try {
    const text = bytes.toString('utf8', 0, mark).replace(/,\s*$/, '');
    const figures = figuresSchema.parse(JSON.parse(`${text}}`));
    if (figures.dimensions > figures.wordIndex) throw new Error('the word index stands inside the vector');
    return { ...figures, words: Buffer.from(bytes.subarray(mark + wordsMark.length)) };
  } catch (error) {
    throw new AppError('bad-file', `${name}: its head is damaged`, { cause: error });
  }
}
