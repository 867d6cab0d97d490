import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { readChunks } from './file-chunks.ts';
import { readNumber } from './read-number.ts';
import type { ReadOptions, RowSink } from './row-sink.ts';

/**
 * The package's file is one JSON object: a head with `size`, `dimensions` and the `words` by frequency, then
 * `"vectors":{"the":[...],...}` in the same order. Each array holds the vector, its length, and the word's index. The
 * whole is 307 MB, so only the head goes through JSON.parse; the rows are read from the bytes as they come.
 */
const headSchema = z.object({
  size: z.number().int().positive(),
  dimensions: z.number().int().positive(),
  wordIndex: z.number().int().positive(),
  words: z.array(z.string()),
});
type Head = z.infer<typeof headSchema>;

/** Stands once outside of strings, where quotation marks would be escaped. */
const vectorsMark = Buffer.from('"vectors":{');
const maxHeadBytes = 64 * 1024 * 1024;

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;

/** Feeds the rows of the built-in package to `sink`. Throws `file-not-found`, `bad-file`, `canceled`, what the sink throws. */
export async function readGlovePackage(path: string, sink: RowSink, options: ReadOptions): Promise<void> {
  const name = basename(path);
  let reader: RowReader | undefined;
  await readChunks(
    path,
    ({ bytes }) => {
      if (reader) return reader.read(bytes, 0);
      const mark = bytes.indexOf(vectorsMark);
      if (mark < 0 && bytes.length > maxHeadBytes)
        throw new AppError('bad-file', `${name}: no vectors found`);
      if (mark < 0) return 0;
      const head = parseHead(bytes.subarray(0, mark), name);
      sink.begin(head.dimensions);
      reader = createRowReader(head, name, sink);
      return reader.read(bytes, mark + vectorsMark.length);
    },
    options,
  );
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

function createRowReader(head: Head, name: string, sink: RowSink): RowReader {
  const values = new Float32Array(head.wordIndex + 1);
  let row = 0;

  function damaged(expected: string): AppError {
    return new AppError(
      'bad-file',
      `${name}, word ${row + 1} (${head.words[row] ?? '?'}): expected ${expected}`,
    );
  }

  return {
    expected: head.words.length,
    rowCount: () => row,
    read: (bytes, start) => {
      let at = start;
      while (row < head.words.length) {
        const keyAt = bytes[at] === comma ? at + 1 : at;
        const keyEnd = findStringEnd(bytes, keyAt);
        if (keyEnd < 0) return at;
        const end = bytes.indexOf(closeBracket, keyEnd);
        if (end < 0) return at;
        const key = readKey(bytes, keyAt, keyEnd);
        const isRow = bytes[keyEnd + 1] === colon && bytes[keyEnd + 2] === openBracket;
        if (!isRow || key === undefined || key !== head.words[row]) throw damaged('the next word of the list with its vector');
        const count = readNumbers(bytes, keyEnd + 3, end, values);
        if (count !== values.length) throw damaged(`${values.length} numbers, found ${count}`);
        // The index is checked as float32: exact up to 16 million, more words than any such package holds.
        if (values[head.wordIndex] !== row) throw damaged(`index ${row}, found ${values[head.wordIndex]}`);
        sink.add(key, values.subarray(0, head.dimensions));
        row++;
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

function readKey(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('utf8', start + 1, end);
  if (!text.includes('\\')) return text;
  try {
    return z.string().parse(JSON.parse(`"${text}"`));
  } catch {
    return undefined;
  }
}

/** Reads numbers divided by commas in [start, end) into `values`; returns how many there were, NaN counting as none. */
function readNumbers(bytes: Buffer, start: number, end: number, values: Float32Array): number {
  let count = 0;
  for (let at = start; at < end;) {
    let stop = at;
    while (stop < end && bytes[stop] !== comma) stop++;
    const value = readNumber(bytes, at, stop);
    if (!Number.isFinite(value)) return count;
    if (count < values.length) values[count] = value;
    count++;
    at = stop + 1;
  }
  return count;
}

function parseHead(bytes: Buffer, name: string): Head {
  try {
    const text = bytes.toString('utf8').replace(/,\s*$/, '');
    const head = headSchema.parse(JSON.parse(`${text}}`));
    if (head.words.length === head.size && head.wordIndex >= head.dimensions) return head;
  } catch (error) {
    throw new AppError('bad-file', `${name}: its head is damaged`, { cause: error });
  }
  throw new AppError('bad-file', `${name}: its head names another number of words than it lists`);
}
