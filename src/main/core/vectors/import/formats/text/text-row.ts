import { readNumber } from './read-number.ts';

export type TextRow =
  | { readonly kind: 'row'; readonly word: string; readonly vector: Float32Array }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'blank' };

/** Reads one line, without its line feed. The vector is reused for the next line. */
export type RowParser = (line: Buffer) => TextRow;

/** Beyond this a number cannot be squared and added up in float32; no word vector comes near. */
const maxMagnitude = 1e15;

/** A row's parser for `dimensions` numbers, divided from each other by spaces or tabs. */
export function createRowParser(dimensions: number): RowParser {
  const vector = new Float32Array(dimensions);
  return (line) => {
    let end = trimLine(line);
    if (end === 0) return { kind: 'blank' };
    // Some words contain spaces, so the numbers are taken from the right.
    for (let place = dimensions - 1; place >= 0; place--) {
      const start = fieldStart(line, end);
      const value = start === 0 ? Number.NaN : readNumber(line, start, end);
      if (!Number.isFinite(value) || Math.abs(value) > maxMagnitude) {
        return { kind: 'bad', reason: explain(line, { start, end }, dimensions - 1 - place, dimensions) };
      }
      vector[place] = value;
      end = separatorStart(line, start);
    }
    return nameRow(line, end, vector);
  };
}

/** Where the line ends when separators and a carriage return are taken off. */
export function trimLine(line: Buffer): number {
  let end = line.length;
  while (end > 0 && (isSeparator(line[end - 1]!) || line[end - 1] === 13)) end--;
  return end;
}

export function isSeparator(byte: number): boolean {
  return byte === 32 || byte === 9;
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
  const word = line.toString('utf8', 0, end).replace(/^[ \t]+/, '');
  if (word === '') return { kind: 'bad', reason: 'no word before the numbers' };
  if (word.includes('\ufffd') && !line.subarray(0, end).includes('\ufffd')) {
    return { kind: 'bad', reason: 'the word is not valid UTF-8' };
  }
  const surplus = countSurplus(word);
  if (surplus > 0) {
    return { kind: 'bad', reason: `expected ${vector.length} numbers, found ${vector.length + surplus}` };
  }
  return { kind: 'row', word, vector };
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
  const value = readNumber(line, field.start, field.end);
  if (field.start > 0 && /^[+-]?(nan|inf)/i.test(text)) return `"${text}" is not a finite number`;
  if (Math.abs(value) > maxMagnitude) return `${text} is beyond the range of a vector's numbers`;
  if (field.start === 0) return `expected ${dimensions} numbers, found ${found}`;
  return `expected ${dimensions} numbers, found "${text}"`;
}
