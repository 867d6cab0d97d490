import { AppError } from '../../../../shared/errors.ts';

export interface ScoredPair {
  readonly a: string;
  readonly b: string;
  readonly score: number;
}

/**
 * The lines `word, word, score` of a similarity file, divided by tabs, commas, semicolons or spaces, whichever the line
 * has first in this order. Blank lines and those that begin with # do not count; neither does a first line whose third field is no
 * number: a header. Fields past the third are left alone. Throws `bad-file` with the line for anything else.
 */
export function parsePairs(text: string, name: string): ScoredPair[] {
  const pairs: ScoredPair[] = [];
  let isFirst = true;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const fields = splitFields(line);
    const pair = toPair(fields);
    if (pair) pairs.push(pair);
    else if (!isFirst || fields.length < 3) throw malformed(name, index + 1, line);
    isFirst = false;
  }
  if (pairs.length === 0)
    throw new AppError('bad-file', `${name} holds no pairs: expected lines of word, word, score`);
  return pairs;
}

function splitFields(line: string): string[] {
  const separator = ['\t', ',', ';'].find((candidate) => line.includes(candidate)) ?? /\s+/;
  return line.split(separator).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
}

function toPair([a, b, third]: readonly string[]): ScoredPair | undefined {
  if (!a || !b || !third) return undefined;
  const score = Number(third);
  return Number.isFinite(score) ? { a, b, score } : undefined;
}

function malformed(name: string, line: number, text: string): AppError {
  const found = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new AppError('bad-file', `${name} line ${line}: expected word, word, score, found "${found}"`);
}
