import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import { decideDimensions, parseHeader, type TextFormat, type TextHeader } from './text-head.ts';
import { createRowParser, type RowParser } from './text-row.ts';
import type { FormatReport } from '../../vector-format.ts';
import type { VectorSource } from '../../sources/vector-source.ts';

const lineFeed = 10;
/** As many lines as decide how many numbers a row has, where no header says it. */
const linesOfHead = 100;
/** No sane row is longer; a file without line feeds is none. */
const maxLineBytes = 8 * 1024 * 1024;

/**
 * Feeds the rows of a text file to `sink`: the GloVe format (a word and its numbers on each line) or word2vec's (the
 * same after a line `words dimensions`), told apart by the first line. UTF-8, with or without a byte order mark; lines
 * end by LF or CRLF, the last one maybe by nothing; blank lines do not count. A line that is no row is skipped. A wrong
 * number of words in the header is a note.
 */
export async function readTextVectors(
  source: VectorSource,
  sink: RowSink,
  options: ReadOptions & { readonly format?: TextFormat | undefined },
): Promise<FormatReport> {
  const reader = createTextReader(source.name, sink, options.format);
  await source.read(({ bytes, isLast }) => reader.read(bytes, isLast), options);
  return reader.finish();
}

interface TextReader {
  /** Reads whole lines; returns how many bytes they took. */
  read(bytes: Buffer, isLast: boolean): number;
  finish(): FormatReport;
}

interface Line {
  readonly bytes: Buffer;
  readonly number: number;
}

function createTextReader(name: string, sink: RowSink, wanted: TextFormat | undefined): TextReader {
  let head: Line[] | undefined = [];
  let header: TextHeader | undefined;
  let parser: RowParser | undefined;
  let lineNumber = 0;
  let rowCount = 0;

  function takeRow(rowParser: RowParser, { bytes, number }: Line): void {
    const row = rowParser(bytes);
    if (row.kind === 'blank') return;
    rowCount++;
    if (row.kind === 'bad') sink.skip(number, row.reason);
    else sink.add(row.word, row.vector, number);
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
      return { format: header ? 'word2vec' : 'glove', notes: notes() };
    },
  };
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
