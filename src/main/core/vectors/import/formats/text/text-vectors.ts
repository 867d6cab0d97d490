import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { TextScanner } from '../../../kernels/text-scanner.ts';
import { noteOnHeader } from '../word2vec-header.ts';
import {
  byteOrderMark,
  linesOfHead,
  readHead,
  startOfText,
  type TextFormat,
  type TextHead,
} from './text-head.ts';
import { createRowReader, type RowReader } from './text-row.ts';
import type { FormatReport } from '../../vector-format.ts';
import type { VectorSource } from '../../sources/vector-source.ts';

const lineFeed = 10;
/** No sane row is longer; a file without line feeds is none. */
const maxLineBytes = 8 * 1024 * 1024;

/**
 * Feeds the rows of a text file to `sink`: the GloVe format (a word and its numbers on each line) or word2vec's (the
 * same after a line `words dimensions`), told apart by the first lines. UTF-8, with or without a byte order mark; lines
 * end by LF or CRLF, the last one maybe by nothing; blank lines do not count. A line that is no row is skipped. A wrong
 * number of words in the header is a note.
 */
export async function readTextVectors(
  source: VectorSource,
  sink: RowSink,
  options: TextOptions,
): Promise<FormatReport> {
  const reader = createTextReader(source.name, sink, options);
  await source.read(({ bytes, isLast }) => reader.read(bytes, isLast), options);
  return reader.finish();
}

interface TextOptions extends ReadOptions {
  readonly format?: TextFormat | undefined;
}

interface TextReader {
  /** Reads whole lines; returns how many bytes they took. */
  read(bytes: Buffer, isLast: boolean): number;
  finish(): FormatReport;
}

interface Line {
  /** Without its line feed. */
  readonly bytes: Buffer;
  readonly number: number;
  /** The last line of a file that ends without a line feed: it may not be whole. */
  readonly isOpen: boolean;
}

function createTextReader(name: string, sink: RowSink, { format: wanted, kernels }: TextOptions): TextReader {
  /** The first lines, until there are enough of them to tell what the file is. */
  let waiting: Line[] = [];
  let head: TextHead | undefined;
  let rows: RowReader | undefined;
  let scanner: TextScanner | undefined;
  let isAtStart = true;
  let lineNumber = 0;
  let rowCount = 0;

  function takeRow(reader: RowReader, { bytes, number, isOpen }: Line): void {
    const row = reader.parse(bytes);
    if (row.kind === 'blank') return;
    rowCount++;
    if (row.kind === 'row') sink.add(row.word, row.vector, number);
    else sink.skip(number, isOpen ? `the file ends in the middle of the row: ${row.reason}` : row.reason);
  }

  function begin(): void {
    const [first] = waiting;
    if (!first) throw new AppError('bad-file', `${name} is empty: expected word vectors`);
    const lines = waiting.map(({ bytes }) => bytes);
    head = readHead(lines, wanted);
    if (!head) {
      const expected =
        wanted === 'word2vec' ? 'two whole numbers, words and dimensions' : 'a word and its numbers';
      throw new AppError('bad-file', `${name} line ${first.number}: expected ${expected}`);
    }
    sink.begin(head.dimensions); // refuses absurd numbers, before anything is made for them
    rows = createRowReader(head.dimensions);
    scanner = kernels?.createTextScanner(head.dimensions);
    waiting = waiting.slice(head.header ? 1 : 0);
    for (const line of waiting) takeRow(rows, line);
    waiting = [];
  }

  function takeLine(bytes: Buffer, isOpen: boolean): void {
    lineNumber++;
    const line = { bytes, number: lineNumber, isOpen };
    if (rows) return takeRow(rows, line);
    if (isBlank(bytes)) return;
    waiting.push({ ...line, bytes: Buffer.from(bytes) });
    if (waiting.length === linesOfHead) begin();
  }

  /** Takes all whole lines from `start` on; returns where the rest begins. */
  function takeLines(bytes: Buffer, start: number): number {
    const end = bytes.lastIndexOf(lineFeed) + 1;
    let isLoaded = false;
    let at = start;
    while (at < end) {
      if (scanner && !isLoaded) isLoaded = scanner.load(bytes, end);
      if (scanner && isLoaded) at = scanner.scan(at, takeVector);
      if (at < end) at = takeOddLine(bytes, at);
    }
    return at;
  }

  function takeVector(word: string, vector: Float32Array): void {
    lineNumber++;
    rowCount++;
    sink.add(word, vector, lineNumber);
  }

  /** Takes the line at `start`, which the scanner left, if there is one; returns where the next one begins. */
  function takeOddLine(bytes: Buffer, start: number): number {
    const next = rows ? rows.scan(bytes, start) : -1;
    if (rows && next >= 0) {
      takeVector(rows.word(), rows.vector);
      return next;
    }
    const lineEnd = bytes.indexOf(lineFeed, start);
    takeLine(bytes.subarray(start, lineEnd), false);
    return lineEnd + 1;
  }

  return {
    read: (bytes, isLast) => {
      if (isAtStart && bytes.length < byteOrderMark.length && !isLast) return 0;
      const start = isAtStart ? startOfText(bytes) : 0;
      isAtStart = false;
      const at = takeLines(bytes, start);
      if (bytes.length - at > maxLineBytes) {
        throw new AppError(
          'bad-file',
          `${name} line ${lineNumber + 1} is longer than 8 MB: expected a word and its numbers`,
        );
      }
      if (!isLast) return at;
      if (at < bytes.length) takeLine(bytes.subarray(at), true);
      if (!rows) begin();
      return bytes.length;
    },
    finish: () => {
      const header = head?.header;
      return header
        ? { format: 'word2vec', notes: noteOnHeader(name, header, rowCount) }
        : { format: 'glove', notes: [] };
    },
  };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 13 || byte === 9);
}
