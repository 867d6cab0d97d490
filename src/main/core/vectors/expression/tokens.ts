import { AppError } from '../../../../shared/errors.ts';

/** A piece of an expression; `position` counts UTF-16 units from 0. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly position: number }
  | { readonly kind: 'weight'; readonly value: number; readonly position: number }
  | { readonly kind: 'plus' | 'minus' | 'times' | 'open' | 'close' | 'end'; readonly position: number };

/** Signs that keyboards and input methods produce for the same thing. */
const signs: Readonly<Record<string, 'plus' | 'minus' | 'times' | 'open' | 'close'>> = {
  '+': 'plus',
  '＋': 'plus',
  '-': 'minus',
  '−': 'minus',
  '–': 'minus',
  '－': 'minus',
  '*': 'times',
  '×': 'times',
  '(': 'open',
  '（': 'open',
  ')': 'close',
  '）': 'close',
};

const closingQuotes: Readonly<Record<string, string>> = { '"': '"', '“': '”' };

/** A weight is a number that a times sign follows (`0.5*paris`), or that follows one (`paris*0.5`). */
const weightBeforeTimes = /^(?:\d+\.?\d*|\.\d+)(?=\s*[*×])/;
const number = /^(?:\d+\.?\d*|\.\d+)(?=$|[\s()（）+＋])/;
/** Inside a word a times sign counts only before a closing weight, so that `m*a*s*h` stays a word. */
const timesInside = /^[*×](?:\d+\.?\d*|\.\d+)(?=$|[\s()（）])/;
/** Inside a word a plus counts only with something behind it, so that `c++` stays a word. */
const plusInside = /^[+＋](?=[^\s+＋()（）])/;

/**
 * Cuts an expression into tokens, `end` last. A minus is an operator only at the start or after a space, a bracket or
 * another operator: `jack-in-the-box` is one word. Quotation marks make a word of anything; inside them a backslash
 * stands before a quotation mark or a backslash. Throws `bad-expression` for a quotation mark without its partner.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) at++;
    else if (closingQuotes[char] !== undefined) {
      const quoted = readQuoted(text, at);
      tokens.push({ kind: 'word', text: quoted.text, position: at });
      at = quoted.end;
    } else if (signs[char] !== undefined) {
      tokens.push({ kind: signs[char], position: at });
      at++;
    } else {
      const token = readWordOrWeight(text, at, tokens.at(-1)?.kind === 'times');
      tokens.push(token.token);
      at = token.end;
    }
  }
  return [...tokens, { kind: 'end', position: text.length }];
}

function readWordOrWeight(text: string, start: number, isAfterTimes: boolean): { token: Token; end: number } {
  const rest = text.slice(start);
  const weight = (weightBeforeTimes.exec(rest) ?? (isAfterTimes ? number.exec(rest) : null))?.[0];
  if (weight !== undefined) {
    const token: Token = { kind: 'weight', value: Number(weight), position: start };
    return { token, end: start + weight.length };
  }
  let end = start;
  while (end < text.length && !endsWord(text, end)) end++;
  return { token: { kind: 'word', text: text.slice(start, end), position: start }, end };
}

function endsWord(text: string, at: number): boolean {
  const char = text[at]!;
  if (/[\s()（）]/.test(char)) return true;
  const rest = text.slice(at, at + 32);
  return timesInside.test(rest) || plusInside.test(rest);
}

function readQuoted(text: string, start: number): { text: string; end: number } {
  const closing = closingQuotes[text[start]!]!;
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === closing) return { text: content, end: at + 1 };
    if (char === '\\' && at + 1 < text.length) at++;
    content += text[at]!;
  }
  throw badExpression(start, `expected a closing ${closing} for this quotation mark`);
}

/** The error for something wrong at `position`, told to people from 1. */
export function badExpression(position: number, expected: string): AppError {
  return new AppError('bad-expression', `at character ${position + 1}: ${expected}`, {
    details: { position, expected },
  });
}
