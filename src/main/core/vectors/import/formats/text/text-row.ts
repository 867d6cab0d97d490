import { isUtf8 } from 'node:buffer';
import { readNumber, scanNumber } from './scan-number.ts';

export type TextRow =
  | { readonly kind: 'row'; readonly word: string; readonly vector: Float32Array }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'blank' };

/** Reads rows of a fixed number of numbers, divided by spaces or tabs. Each vector is written over the one before. */
export interface RowReader {
  readonly vector: Float32Array;
  /**
   * Reads the row that begins at `start`, if it is as rows are: a word without spaces, the numbers, one separator before each. Returns where the
   * next line begins, or -1 where the line takes a closer look. A line feed must follow somewhere.
   */
  scan(bytes: Buffer, start: number): number;
  /** The word of the row that was scanned last. */
  word(): string;
  /** Reads a whole line, without its line feed, whatever it is. */
  parse(line: Buffer): TextRow;
}

/** Beyond this a number cannot be squared and added up in float32; no word vector comes near. */
const maxMagnitude = 1e15;

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

export function createRowReader(dimensions: number): RowReader {
  const vector = new Float32Array(dimensions);
  const cursor = { at: 0 };
  let word = '';

  return {
    vector,
    scan: (bytes, start) => {
      let wordEnd = start;
      let seen = 0;
      for (let byte = bytes[wordEnd]!; byte > space; byte = bytes[++wordEnd]!) seen |= byte;
      if (wordEnd === start) return -1;
      cursor.at = wordEnd;
      for (let place = 0; place < dimensions; place++) {
        if (!isSeparator(bytes[cursor.at]!)) return -1;
        cursor.at++;
        const value = scanNumber(bytes, cursor);
        if (!(Math.abs(value) <= maxMagnitude)) return -1; // NaN too
        vector[place] = value;
      }
      let at = cursor.at;
      while (isSeparator(bytes[at]!)) at++;
      if (bytes[at] === carriageReturn) at++;
      if (bytes[at] !== lineFeed) return -1;
      const isAscii = seen < 128;
      word = bytes.toString(isAscii ? 'latin1' : 'utf8', start, wordEnd);
      return isAscii || !word.includes('\ufffd') ? at + 1 : -1;
    },
    word: () => word,
    parse: (line) => {
      let end = trimLine(line);
      if (end === 0) return { kind: 'blank' };
      // Some words contain spaces, so the numbers are taken from the right.
      for (let place = dimensions - 1; place >= 0; place--) {
        const start = fieldStart(line, end);
        const value = start === 0 ? Number.NaN : readNumber(line, start, end);
        if (!(Math.abs(value) <= maxMagnitude)) {
          return { kind: 'bad', reason: explain(line, { start, end }, dimensions - 1 - place, dimensions) };
        }
        vector[place] = value;
        end = separatorStart(line, start);
      }
      return nameRow(line, end, vector);
    },
  };
}

/** Where the line ends when separators and a carriage return are taken off. */
export function trimLine(line: Buffer): number {
  let end = line.length;
  while (end > 0 && (isSeparator(line[end - 1]!) || line[end - 1] === carriageReturn)) end--;
  return end;
}

export function isSeparator(byte: number): boolean {
  return byte === space || byte === tab;
}

function fieldStart(line: Buffer, end: number): number {
  let start = end;
  while (start > 0 && !isSeparator(line[start - 1]!)) start--;
  return start;
}

function separatorStart(line: Buffer, end: number): number {
  let start = end;
  while (start > 0 && isSeparator(line[start - 1]!)) start--;
  return start;
}

function nameRow(line: Buffer, end: number, vector: Float32Array): TextRow {
  let start = 0;
  while (start < end && isSeparator(line[start]!)) start++;
  const bytes = line.subarray(start, end);
  if (bytes.length === 0) return { kind: 'bad', reason: 'no word before the numbers' };
  if (!isUtf8(bytes)) return { kind: 'bad', reason: 'the word is not valid UTF-8' };
  const word = bytes.toString();
  const surplus = countSurplus(word);
  if (surplus === 0) return { kind: 'row', word, vector };
  return { kind: 'bad', reason: `expected ${vector.length} numbers, found ${vector.length + surplus}` };
}

/** A word followed by numbers only is no word with spaces: the row has too many numbers. */
function countSurplus(word: string): number {
  const rest = word.split(/[ \t]+/).slice(1);
  return rest.every((field) => Number.isFinite(Number(field))) ? rest.length : 0;
}

function explain(
  line: Buffer,
  field: { start: number; end: number },
  found: number,
  dimensions: number,
): string {
  const text = line.toString('utf8', field.start, field.end).slice(0, 40);
  if (field.start > 0 && /^[+-]?(nan|inf(inity)?)$/i.test(text)) return `"${text}" is not a finite number`;
  const value = readNumber(line, field.start, field.end);
  if (field.start > 0 && Math.abs(value) > maxMagnitude)
    return `${text} is beyond the range of a vector's numbers`;
  if (field.start === 0) return `expected ${dimensions} numbers, found ${found}`;
  return `expected ${dimensions} numbers, found "${text}"`;
}
