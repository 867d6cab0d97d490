import { AppError } from '../../../../shared/errors.ts';

export interface WordPair {
  readonly a: string;
  readonly b: string;
  readonly score: number;
}

/**
 * Reads pairs with human scores: a line each, `word, word, score`, separated by tabs, commas, semicolons or spaces; further
 * columns are left alone. Empty lines, `#` comments and one line of column names are skipped. Throws `bad-file` with the
 * line that is none of these.
 */
export function parseWordPairs(text: string, name: string): WordPair[] {
  const lines = contentLines(text);
  const separator = separatorOf(lines[0]?.text ?? '');
  const pairs: WordPair[] = [];
  lines.forEach(({ text: line, number }, place) => {
    const pair = parsePair(line.split(separator).map(unquote));
    if (pair) pairs.push(pair);
    else if (place > 0) {
      throw new AppError(
        'bad-file',
        `${name} line ${number}: expected two words and a score, found "${line}"`,
      );
    }
  });
  if (pairs.length === 0) {
    throw new AppError('bad-file', `${name}: expected lines with two words and a score, found none`);
  }
  return pairs;
}

function contentLines(text: string): { readonly text: string; readonly number: number }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, at) => ({ text: line.trim(), number: at + 1 }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

function separatorOf(line: string): RegExp {
  if (line.includes('\t')) return /\t/;
  if (line.includes(',')) return /,/;
  return line.includes(';') ? /;/ : /\s+/;
}

function unquote(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

function parsePair([a, b, third]: readonly string[]): WordPair | undefined {
  if (!a || !b || !third) return undefined;
  const score = Number(third);
  return Number.isFinite(score) ? { a, b, score } : undefined;
}
