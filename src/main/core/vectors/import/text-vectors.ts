import { basename } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import { readChunks } from './file-chunks.ts';
import type { ReadOptions, RowSink } from './row-sink.ts';
import { decideDimensions, parseHeader, type TextFormat, type TextHeader } from './text-head.ts';
import { createRowParser, type RowParser } from './text-row.ts';

/** What a text file turned out to be. */
export interface TextReport {
  readonly format: TextFormat;
  /** The first lines that were skipped, and how many in all. */
  readonly skipped: { readonly line: number; readonly reason: string }[];
  readonly skippedCount: number;
  /** What a person should know besides: a header that counts wrong. */
  readonly notes: readonly string[];
}

const lineFeed = 10;
const maxSkippedListed = 100;
/** As many lines as decide how many numbers a row has, where no header says it. */
const linesOfHead = 100;
/** No sane row is longer; a file without line feeds is none. */
const maxLineBytes = 8 * 1024 * 1024;

/**
 * Feeds the rows of a text file to `sink`: the GloVe format (a word and its numbers on each line) or word2vec's (the
 * same after a line `words dimensions`), told apart by the first line. UTF-8, with or without a byte order mark; lines
 * end by LF or CRLF, the last one maybe by nothing; blank lines do not count. A line that is no row is skipped and
 * reported; so is the repetition of a word, whose first row counts. Numbers beyond what float32 can hold are no rows.
 * A wrong number of words in the header is a note. Throws `bad-file` when there are more bad lines than rows.
 */
export async function readTextVectors(
  path: string,
  sink: RowSink,
  options: ReadOptions & { readonly format?: TextFormat | undefined },
): Promise<TextReport> {
  const name = basename(path);
  const reader = createTextReader(name, sink, options.format);
  await readChunks(path, ({ bytes, isLast }) => reader.read(bytes, isLast), options);
  return reader.finish();
}

interface TextReader {
  /** Reads whole lines; returns how many bytes they took. */
  read(bytes: Buffer, isLast: boolean): number;
  finish(): TextReport;
}

interface Line {
  readonly bytes: Buffer;
  readonly number: number;
}

function createTextReader(name: string, sink: RowSink, wanted: TextFormat | undefined): TextReader {
  const skipped: { line: number; reason: string }[] = [];
  const seen = new Set<string>();
  let head: Line[] | undefined = [];
  let header: TextHeader | undefined;
  let parser: RowParser | undefined;
  let lineNumber = 0;
  let skippedCount = 0;

  function skip(line: number, reason: string): void {
    skippedCount++;
    if (skipped.length < maxSkippedListed) skipped.push({ line, reason });
  }

  function takeRow(rowParser: RowParser, { bytes, number }: Line): void {
    const row = rowParser(bytes);
    if (row.kind === 'blank') return;
    if (row.kind === 'bad') return skip(number, row.reason);
    if (seen.has(row.word)) return skip(number, `the word "${row.word}" has a row before`);
    seen.add(row.word);
    sink.add(row.word, row.vector);
  }

  /** Once enough lines are there to tell what the file is. */
  function begin(lines: readonly Line[]): RowParser {
    const [first] = lines;
    if (!first) throw new AppError('bad-file', `${name} is empty: expected word vectors`);
    header = wanted === 'glove' ? undefined : parseHeader(first.bytes);
    if (wanted === 'word2vec' && !header) {
      throw new AppError(
        'bad-file',
        `${name} line ${first.number}: expected two whole numbers, words and dimensions`,
      );
    }
    const rows = header ? lines.slice(1) : lines;
    const dimensions = header?.dimensions ?? decideDimensions(rows.map((line) => line.bytes));
    if (dimensions === undefined) {
      throw new AppError('bad-file', `${name} line ${first.number}: expected a word and its numbers`);
    }
    const rowParser = createRowParser(dimensions);
    sink.begin(dimensions);
    for (const line of rows) takeRow(rowParser, line);
    return rowParser;
  }

  function takeLine(bytes: Buffer): void {
    lineNumber++;
    const line = { bytes, number: lineNumber };
    if (parser) return takeRow(parser, line);
    if (isBlank(bytes)) return;
    head ??= [];
    head.push({ ...line, bytes: Buffer.from(bytes) });
    if (head.length < linesOfHead) return;
    parser = begin(head);
    head = undefined;
  }

  function notes(): string[] {
    const rowCount = seen.size + skippedCount;
    if (!header || header.words === rowCount) return [];
    return [
      `${name} line 1: the header says ${header.words} words, the file has ${rowCount} rows; all were read`,
    ];
  }

  return {
    read: (bytes, isLast) => {
      let at = lineNumber === 0 ? startOfText(bytes, name) : 0;
      for (let end = bytes.indexOf(lineFeed, at); end >= 0; end = bytes.indexOf(lineFeed, at)) {
        takeLine(bytes.subarray(at, end));
        at = end + 1;
      }
      if (bytes.length - at > maxLineBytes) {
        throw new AppError(
          'bad-file',
          `${name} line ${lineNumber + 1} is longer than 8 MB: expected a word and its numbers`,
        );
      }
      if (!isLast) return at;
      if (at < bytes.length) takeLine(bytes.subarray(at));
      return bytes.length;
    },
    finish: () => {
      parser ??= begin(head ?? []);
      if (seen.size <= skippedCount) throw notVectors(name, skipped[0], seen.size, skippedCount);
      return { format: header ? 'word2vec' : 'glove', skipped, skippedCount, notes: notes() };
    },
  };
}

function notVectors(
  name: string,
  first: { line: number; reason: string } | undefined,
  rowCount: number,
  skippedCount: number,
): AppError {
  if (!first) return new AppError('bad-file', `${name} holds no vectors`);
  const count = `${skippedCount} of ${rowCount + skippedCount} lines are no word vectors`;
  return new AppError('bad-file', `${name} line ${first.line}: ${first.reason} (${count})`);
}

/** Past a byte order mark. Throws `bad-file` for binary files, which hold zero bytes or are packed. */
function startOfText(bytes: Buffer, name: string): number {
  const isPacked =
    (bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004';
  if (isPacked || bytes.subarray(0, 4096).includes(0)) {
    throw new AppError(
      'bad-file',
      `${name} line 1: expected text in GloVe or word2vec format, found binary data`,
    );
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 13 || byte === 9);
}
