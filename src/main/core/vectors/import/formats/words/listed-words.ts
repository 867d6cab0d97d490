import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import { decideDimensions } from '../text/text-head.ts';
import { fieldsOf, readTableShape } from './table-shape.ts';
import { createLineReader, withoutMark, type LineReader } from './line-reader.ts';

/** A word, or why there is none. */
export type ListedWord = { readonly word: string } | { readonly reason: string };

/** The words of a matrix, one for each of its rows, in order. */
export interface ListedWords {
  /** The list's own name, for notes. */
  readonly name: string;
  next(): ListedWord;
}

/** No word is longer; a file without line feeds is no list. */
const maxLineBytes = 1024 * 1024;
const linesOfHead = 50;
/** So many numbers at the end of lines: these are vectors. */
const leastNumbers = 5;

/**
 * The words for `rowCount` rows: a word on each line, or the column of a table (divided by tabs) that is named word, token,
 * label, term or name, else the first. UTF-8, with or without a byte order mark; lines end by LF or CRLF. An empty line is a
 * row without a word; empty lines at the end beyond the rows do not count. One line too many at the beginning is a header when
 * it names such a column or more than one. The list is kept as it came: about ten bytes a word. Throws `bad-file` when the
 * counts differ.
 */
export async function readWordList(
  list: VectorSource,
  target: { readonly name: string; readonly rowCount: number },
  options: ReadOptions,
): Promise<ListedWords> {
  const text = await readText(list, target, options);
  const { lineCount, contentCount } = text;
  const head = headOf(text.bytes);
  const table = readTableShape(head);
  if (!table.isTable && (decideDimensions(head) ?? 0) >= leastNumbers) {
    throw new AppError(
      'bad-file',
      `${list.name}: expected a word on each line, found a word and its numbers`,
    );
  }
  const hasHeader = contentCount === target.rowCount + 1 && table.isHeader;
  const isMatch = hasHeader || (contentCount <= target.rowCount && target.rowCount <= lineCount);
  if (!isMatch) throw mismatch(list.name, contentCount, target);
  const lines = createLineReader(text.bytes);
  if (hasHeader) lines.next();
  return createList(list.name, lines, { isTable: table.isTable, column: hasHeader ? table.column : 0 });
}

interface ListText {
  readonly bytes: Buffer;
  readonly lineCount: number;
  /** Up to the last line that is not empty. */
  readonly contentCount: number;
}

/** Reads the whole list; of one with far too many lines it keeps no more than it needs to count them. */
async function readText(
  list: VectorSource,
  { rowCount }: { readonly rowCount: number },
  { signal }: ReadOptions,
): Promise<ListText> {
  const pieces: Buffer[] = [];
  let lineCount = 0;
  let contentCount = 0;
  await list.read(
    ({ bytes, isLast }) => {
      if (bytes.subarray(0, 4096).includes(0)) {
        throw new AppError('bad-file', `${list.name}: expected a word on each line, found binary data`);
      }
      const isKept = lineCount <= rowCount + 1;
      const lines = createLineReader(bytes, isLast);
      for (let line = lines.next(); line; line = lines.next()) {
        lineCount++;
        if (line.length > 0) contentCount = lineCount;
      }
      if (bytes.length - lines.position() > maxLineBytes) {
        throw new AppError(
          'bad-file',
          `${list.name} line ${lineCount + 1} is longer than 1 MB: expected a word`,
        );
      }
      if (isKept) pieces.push(Buffer.from(bytes.subarray(0, lines.position())));
      return lines.position();
    },
    { signal },
  );
  return { bytes: withoutMark(Buffer.concat(pieces)), lineCount, contentCount };
}

function headOf(bytes: Buffer): Buffer[] {
  const lines = createLineReader(bytes);
  const head: Buffer[] = [];
  for (let line = lines.next(); line && head.length < linesOfHead; line = lines.next()) head.push(line);
  return head;
}

function createList(
  name: string,
  lines: LineReader,
  { isTable, column }: { readonly isTable: boolean; readonly column: number },
): ListedWords {
  return {
    name,
    next: () => {
      const line = lines.next();
      const field = line && isTable ? fieldsOf(line)[column] : line;
      if (!field || field.length === 0) return { reason: `${name} has no word for it` };
      const word = field.toString('utf8');
      const isBroken = word.includes('\ufffd') && !field.includes('\ufffd');
      return isBroken ? { reason: `its word in ${name} is not valid UTF-8` } : { word };
    },
  };
}

function mismatch(
  listName: string,
  found: number,
  { name, rowCount }: { readonly name: string; readonly rowCount: number },
): AppError {
  const counts = `${listName} has ${count(found, 'word')}, ${name} has ${count(rowCount, 'row')}`;
  return new AppError('bad-file', `${counts}: expected a word for each row`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
