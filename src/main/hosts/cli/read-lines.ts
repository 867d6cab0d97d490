import type { Readable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';

export interface Line {
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
  /** Bytes of the input up to the end of this line. */
  readonly bytes: number;
}

const lineFeed = 0x0a;

/**
 * The lines of UTF-8 input, without their ends and without a byte order mark. Lines end with LF or CRLF only, so that
 * U+2028 in a text does not tear it apart. Throws `bad-file` with the line's number where bytes are not UTF-8.
 */
export async function* readLines(input: Readable, name: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Buffer[] = [];
  let number = 0;
  let bytes = 0;

  function line(content: Buffer, sizeBytes: number): Line {
    number += 1;
    bytes += sizeBytes;
    const text = decode(decoder, content, `${name} line ${number}`);
    const start = number === 1 && text.startsWith('\uFEFF') ? 1 : 0;
    return { text: text.slice(start, text.endsWith('\r') ? -1 : undefined), number, bytes };
  }

  for await (const chunk of input) {
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    let from = 0;
    for (let to = buffer.indexOf(lineFeed); to >= 0; to = buffer.indexOf(lineFeed, from)) {
      const content = Buffer.concat([...rest, buffer.subarray(from, to)]);
      rest = [];
      from = to + 1;
      yield line(content, content.length + 1);
    }
    if (from < buffer.length) rest.push(buffer.subarray(from));
  }
  if (rest.length > 0) {
    const content = Buffer.concat(rest);
    yield line(content, content.length);
  }
}

function decode(decoder: TextDecoder, content: Buffer, place: string): string {
  try {
    return decoder.decode(content);
  } catch (error) {
    throw new AppError('bad-file', `${place}: expected UTF-8 text`, { cause: error });
  }
}
