import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/main/hosts/cli/read-lines.ts';

async function linesOf(...chunks: (string | Buffer)[]): Promise<{ text: string; number: number }[]> {
  const lines = [];
  const input = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  for await (const { text, number } of readLines(input, 'in.txt')) lines.push({ text, number });
  return lines;
}

describe('readLines', () => {
  it('joins lines across chunks, even inside a character', async () => {
    const bytes = Buffer.from('naïve\ncafé');
    const chunks = [...bytes].map((byte) => Buffer.from([byte]));
    expect(await linesOf(...chunks)).toEqual([
      { text: 'naïve', number: 1 },
      { text: 'café', number: 2 },
    ]);
  });

  it('takes LF and CRLF for ends, and nothing else', async () => {
    const lines = await linesOf('a\r\nb\u2028c\n\nd');
    expect(lines.map(({ text }) => text)).toEqual(['a', 'b\u2028c', '', 'd']);
  });

  it('leaves out a byte order mark', async () => {
    expect(await linesOf('\uFEFFfirst\nsecond')).toEqual([
      { text: 'first', number: 1 },
      { text: 'second', number: 2 },
    ]);
  });

  it('ends with the last line end', async () => {
    expect(await linesOf('only\n')).toEqual([{ text: 'only', number: 1 }]);
    expect(await linesOf('')).toEqual([]);
  });

  it('names the line that is not UTF-8', async () => {
    await expect(linesOf('good\n', Buffer.from([0xff, 0xfe, 0x0a]))).rejects.toMatchObject({
      code: 'bad-file',
      message: 'in.txt line 2: expected UTF-8 text',
    });
  });
});
