import type { Streams } from './streams.ts';

/** Emphasis on a terminal; plain text elsewhere. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
}

const plain = (text: string): string => text;

function code(open: number, close: number): (text: string) => string {
  return (text) => `\u001b[${open}m${text}\u001b[${close}m`;
}

/** Colors only on a terminal, and not where NO_COLOR asks for none. */
export function createStyle(
  stream: Streams['stdout'],
  env: Readonly<Record<string, string | undefined>>,
): Style {
  const hasColor = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return hasColor
    ? { bold: code(1, 22), dim: code(2, 22), accent: code(33, 39) }
    : { bold: plain, dim: plain, accent: plain };
}
