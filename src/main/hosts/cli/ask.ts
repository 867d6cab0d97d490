import { createInterface } from 'node:readline/promises';
import type { Streams } from './streams.ts';

/** Whether somebody is there to answer. */
export function canAsk({ stdin, stderr }: Streams): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** Asks a question on standard error; anything but y or yes, or the end of the input, is a no. */
export async function ask(
  { stdin, stderr }: Streams,
  question: string,
  signal: AbortSignal,
): Promise<boolean> {
  // The terminal itself edits the line, so that an interrupt stays an interrupt.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    return /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}
