import type { VectorSource } from '../../sources/vector-source.ts';
import { parseWord2vecHeader, type Word2vecHeader } from '../word2vec-header.ts';
import { readNumber } from './scan-number.ts';
import { isSeparator, trimLine } from './text-row.ts';

/** As many lines as decide how many numbers a row has, where no header says it. */
export const linesOfHead = 100;
export const byteOrderMark = Buffer.from('\ufeff');

export type TextFormat = 'glove' | 'word2vec';

/** What the first lines tell of the rest. */
export interface TextHead {
  /** Undefined where the first line is a row. */
  readonly header: Word2vecHeader | undefined;
  /** How many numbers a row has. */
  readonly dimensions: number;
}

/**
 * Tells from the first lines that are not blank whether there is a header, and how many numbers a row has. Undefined where they are no rows of
 * text vectors, or, where word2vec's format is asked for, no header.
 */
export function readHead(lines: readonly Buffer[], wanted: TextFormat | undefined): TextHead | undefined {
  const [first] = lines;
  const header = first && wanted !== 'glove' ? parseWord2vecHeader(first) : undefined;
  if (header && !(wanted === undefined && isRow(lines))) return { header, dimensions: header.dimensions };
  if (wanted === 'word2vec') return undefined;
  const dimensions = decideDimensions(lines);
  return dimensions === undefined ? undefined : { header: undefined, dimensions };
}

/** A first line such as `2 5` is a row, the word 2 with one number, where all others have one number and not the 5 that it would announce. */
function isRow([first, ...others]: readonly Buffer[]): boolean {
  return (
    others.length > 0 &&
    parseWord2vecHeader(first!)?.dimensions !== 1 &&
    others.every((line) => countNumbers(line) === 1)
  );
}

/** Whether the first lines of a file are rows of text, each with as many numbers as its header says. */
export function hasTextRows(source: VectorSource): boolean {
  const [first, ...rows] = firstLines(source);
  const header = first && parseWord2vecHeader(first);
  return header !== undefined && decideDimensions(rows) === header.dimensions;
}

/** The first lines that are not blank; the last of them is left out where the head ends in it, unless there is no other. */
export function firstLines({ head, sizeBytes }: VectorSource): Buffer[] {
  const lines: Buffer[] = [];
  const isWhole = sizeBytes === head.length;
  for (let at = startOfText(head); at < head.length && lines.length < linesOfHead;) {
    const end = head.indexOf(10, at);
    const line = head.subarray(at, end < 0 ? head.length : end);
    if (line.some((byte) => byte > 32) && (end >= 0 || isWhole || lines.length < 2)) lines.push(line);
    at = end < 0 ? head.length : end + 1;
  }
  return lines;
}

/** Past a byte order mark. */
export function startOfText(bytes: Buffer): number {
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
}

/**
 * How many numbers a row has, by the most frequent count among the lines, the smaller of equally frequent ones: a word
 * may end in numbers itself, and a line may be damaged. Undefined when not even half of the lines have the same count.
 */
export function decideDimensions(lines: readonly Buffer[]): number | undefined {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = countNumbers(line);
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, times], [b, otherTimes]) => otherTimes - times || a - b);
  return best && 2 * best[1] >= lines.length ? best[0] : undefined;
}

/** How many fields at the line's end are numbers, the first field left out as it is a word. */
function countNumbers(line: Buffer): number {
  let end = trimLine(line);
  let count = 0;
  while (end > 0) {
    let start = end;
    while (start > 0 && !isSeparator(line[start - 1]!)) start--;
    if (start === 0 || !isNumber(line, start, end)) return count;
    count++;
    end = start;
    while (end > 0 && isSeparator(line[end - 1]!)) end--;
  }
  return count;
}

/** NaN and infinity stand for numbers too: such a row has as many as others. */
function isNumber(line: Buffer, start: number, end: number): boolean {
  if (!Number.isNaN(readNumber(line, start, end))) return true;
  return end - start <= 9 && /^[+-]?(nan|inf(inity)?)$/i.test(line.toString('latin1', start, end));
}
