import { isSeparator, trimLine } from './text-row.ts';
import { readNumber } from './read-number.ts';

export const textFormats = ['glove', 'word2vec'] as const;
export type TextFormat = (typeof textFormats)[number];

export interface TextHeader {
  readonly words: number;
  readonly dimensions: number;
}

/** A line that consists of two whole numbers, the second positive, is word2vec's header. */
export function parseHeader(line: Buffer): TextHeader | undefined {
  const match = /^(\d{1,12})[ \t]+(\d{1,6})\s*$/.exec(line.toString('latin1'));
  if (!match) return undefined;
  const header = { words: Number(match[1]), dimensions: Number(match[2]) };
  return header.dimensions > 0 ? header : undefined;
}

/**
 * How many numbers a row has, by the most frequent count among the lines, the smaller of equally frequent ones: a word
 * may end in numbers itself, and a line may be damaged. Undefined when no line ends in a number.
 */
export function decideDimensions(lines: readonly Buffer[]): number | undefined {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = countNumbers(line);
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, times], [b, otherTimes]) => otherTimes - times || a - b);
  return best?.[0];
}

/** How many fields at the line's end are numbers, the first field left out as it is a word. */
function countNumbers(line: Buffer): number {
  let end = trimLine(line);
  let count = 0;
  while (end > 0) {
    let start = end;
    while (start > 0 && !isSeparator(line[start - 1]!)) start--;
    if (start === 0 || Number.isNaN(readNumber(line, start, end))) return count;
    count++;
    end = start;
    while (end > 0 && isSeparator(line[end - 1]!)) end--;
  }
  return count;
}
