import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVectorFile, temporaryDir, textKernels, type ReadFile } from '../../../support.ts';

const kernels = textKernels();

/** Reads it with the kernels and without: that must not make a difference. */
async function read(content: string | Buffer, format?: string): Promise<ReadFile> {
  const path = join(temporaryDir(), 'odd.txt');
  writeFileSync(path, content);
  const options = format === undefined ? {} : { format };
  const plain = await readVectorFile(path, options);
  expect(await readVectorFile(path, { ...options, kernels })).toEqual(plain);
  return plain;
}

/** So many rows that a few odd ones among them are few. */
function goodRows(count: number, dimensions = 2): string {
  return Array.from({ length: count }, (_, k) => `good${k}${` ${k / 8}`.repeat(dimensions)}\n`).join('');
}

async function wordsOf(content: string | Buffer, format?: string): Promise<string[]> {
  return (await read(content, format)).rows.map(([word]) => word);
}

/** What becomes of one line among the first ones, and far behind them, where rows are read in another way: it has to be the same. */
async function readLine(line: string | Buffer): Promise<{ row: unknown; reason: string | undefined }> {
  const [early, late] = await Promise.all(
    [3, 200].map(async (before) => {
      const parts = [Buffer.from(goodRows(before)), Buffer.from(line), Buffer.from('\nnext 1 2\n')];
      const { rows, skipped } = await read(Buffer.concat(parts));
      expect(rows.at(-1)).toEqual(['next', 1, 2]);
      return {
        row: rows.at(-2)![0].toString().startsWith('good') ? undefined : rows.at(-2),
        reason: skipped[0]?.reason,
      };
    }),
  );
  expect(late).toEqual(early);
  return early!;
}

describe('headers', () => {
  it.each([
    ['more', 5, 3],
    ['fewer', 2, 3],
  ])('that announce %s rows than there are: all are read, and it is said', async (_, announced, count) => {
    const { rows, format, notes, skippedCount } = await read(`${announced} 2\n${goodRows(count)}`);
    expect({ format, rows: rows.length, skippedCount }).toEqual({
      format: 'word2vec',
      rows: count,
      skippedCount: 0,
    });
    expect(notes).toEqual([
      `odd.txt line 1: the header says ${announced} words, the file has ${count} rows; all were read`,
    ]);
  });

  it('count skipped rows too', async () => {
    const { notes, skippedCount } = await read('3 2\na 1 2\nb 1\nc 3 4\n');
    expect({ notes, skippedCount }).toEqual({ notes: [], skippedCount: 1 });
  });

  it('are none where the first row only looks like one', async () => {
    const { format, rows } = await read('2 5\n3 7\nx 8\n');
    expect(format).toBe('glove');
    expect(rows).toEqual([
      ['2', 5],
      ['3', 7],
      ['x', 8],
    ]);
  });

  it('are taken for headers where both could be', async () => {
    const { format, rows } = await read('2 1\na 3\nb 4\n');
    expect({ format, rows }).toEqual({
      format: 'word2vec',
      rows: [
        ['a', 3],
        ['b', 4],
      ],
    });
    expect(await wordsOf('2 1\na 3\nb 4\n', 'glove')).toEqual(['2', 'a', 'b']);
  });

  it('may be followed by spaces, tabs and CRLF', async () => {
    expect(await read('2\t3 \r\na 1 2 3\r\nb 4 5 6\r\n')).toMatchObject({
      format: 'word2vec',
      dimensions: 3,
    });
  });
});

describe('words', () => {
  it.each([
    ['with spaces', 'new york city 1 2', 'new york city'],
    ['with non-breaking spaces', 'new\u00a0york 1 2', 'new\u00a0york'],
    ['that are a non-breaking space', '\u00a0 1 2', '\u00a0'],
    ['that are numbers', '1984 1 2', '1984'],
    ['that end in a number', 'apollo 11 rocket 1 2', 'apollo 11 rocket'],
    ['of any script', '语言 1 2', '语言'],
    ['outside the basic plane', '🙂 1 2', '🙂'],
    ['with a replacement character of their own', 'a\ufffdb 1 2', 'a\ufffdb'],
    ['with a soft hyphen or other invisible characters', '\u00adx\u200b\u0085 1 2', '\u00adx\u200b\u0085'],
    ['with a carriage return inside', 'a\rb 1 2', 'a\rb'],
  ])('%s are kept as they are', async (_, line, word) => {
    expect((await readLine(line)).row).toEqual([word, 1, 2]);
  });

  it.each([
    ['empty words', ' 1 2', 'no word before the numbers'],
    ['repeated words', 'good0 1 2', 'the word "good0" has a row before'],
    ['bytes that are no UTF-8', Buffer.from('caf\xe9 1 2', 'latin1'), 'the word is not valid UTF-8'],
    [
      'UTF-8 that was cut',
      Buffer.concat([Buffer.from('语言').subarray(0, 5), Buffer.from(' 1 2')]),
      'the word is not valid UTF-8',
    ],
  ])('%s are skipped', async (_, line, reason) => {
    expect(await readLine(line)).toEqual({ row: undefined, reason });
  });

  it('keep the first of two vectors', async () => {
    const { rows } = await read(`${goodRows(3)}good1 7 7\n`);
    expect(rows[1]).toEqual(['good1', 0.125, 0.125]);
  });
});

describe('lines', () => {
  it.each([
    ['CRLF', 'a 1 2\r\nb 3 4\r\n'],
    ['a byte order mark', '\ufeffa 1 2\nb 3 4\n'],
    ['a byte order mark before a header', '\ufeff2 2\na 1 2\nb 3 4\n'],
    ['spaces at their ends', 'a 1 2 \nb 3 4   \n'],
    ['tabs', 'a\t1\t2\nb\t3\t4\t\n'],
    ['several separators', 'a  1 \t 2\n b 3  4\n'],
    ['no line feed at the end', 'a 1 2\nb 3 4'],
    ['blank lines', '\n\r\na 1 2\n  \nb 3 4\n\n\t\n'],
  ])('are read with %s', async (_, content) => {
    const { rows, skippedCount } = await read(content);
    expect({ rows, skippedCount }).toEqual({
      rows: [
        ['a', 1, 2],
        ['b', 3, 4],
      ],
      skippedCount: 0,
    });
  });

  it.each([
    ['too short', 'a 1', 'expected 2 numbers, found 1'],
    ['a word alone', 'a', 'expected 2 numbers, found 0'],
    ['too long', 'a 1 2 3', 'expected 2 numbers, found 3'],
    ['much too long', 'a 1 2 3 4 5', 'expected 2 numbers, found 5'],
    ['with a decimal comma', 'a 1 2,5', 'expected 2 numbers, found "2,5"'],
    ['with something else', 'a 1 0x10', 'expected 2 numbers, found "0x10"'],
    ['with NaN', 'a 1 nan', '"nan" is not a finite number'],
    ['with infinity', 'a -inf 1', '"-inf" is not a finite number'],
    ['with infinity in full', 'a 1 Infinity', '"Infinity" is not a finite number'],
    ['with a number beyond float32', 'a 1 1e39', "1e39 is beyond the range of a vector's numbers"],
    [
      'with a number that nothing can be computed with',
      'a 1 -2e15',
      "-2e15 is beyond the range of a vector's numbers",
    ],
  ])('are skipped with a reason: %s', async (_, line, reason) => {
    expect(await readLine(line)).toEqual({ row: undefined, reason });
  });

  it('that the end of the file cuts are skipped, and it is said', async () => {
    const { rows, skipped } = await read(`${goodRows(3, 4)}last 1 2`);
    expect(rows.length).toBe(3);
    expect(skipped).toEqual([
      { line: 4, reason: 'the file ends in the middle of the row: expected 4 numbers, found 2' },
    ]);
  });

  it('are refused when they are too long to be any', async () => {
    await expect(read(`a ${'1 '.repeat(5 * 1024 * 1024)}`, 'glove')).rejects.toThrow(
      'odd.txt line 1 is longer than 8 MB',
    );
  });
});

describe('vectors', () => {
  it.each([
    ['1e-5', 1e-5],
    ['.5', 0.5],
    ['-0', -0],
    ['+3', 3],
    ['5.', 5],
    ['2E2', 200],
    ['1.234567890123456789e-3', 1.234567890123456789e-3],
  ])('hold what %s is as float32', async (text, value) => {
    const { rows } = await read(`a ${text} 1\nb 1 ${text}\n`);
    expect(rows).toEqual([
      ['a', Math.fround(value), 1],
      ['b', 1, Math.fround(value)],
    ]);
    expect(Object.is(rows[0]![1], Math.fround(value))).toBe(true);
  });

  it('of zeros are kept', async () => {
    expect((await readLine('zero 0 -0')).row).toEqual(['zero', 0, -0]);
  });

  it('may have one dimension', async () => {
    expect(await read('a 1\nb 2\n')).toMatchObject({
      dimensions: 1,
      rows: [
        ['a', 1],
        ['b', 2],
      ],
    });
  });

  it('may have 5,000 dimensions, with a header or without', async () => {
    const line = (word: string): string => `${word}${' -0.12345678'.repeat(5000)}\n`;
    for (const content of [line('a') + line('b'), `2 5000\n${line('a')}${line('b')}`]) {
      const { dimensions, rows } = await read(content);
      expect({ dimensions, rows: rows.length }).toEqual({ dimensions: 5000, rows: 2 });
      expect(rows[1]![5000]).toBe(Math.fround(-0.12345678));
    }
  });

  it.each([
    ['nothing', '', 'odd.txt is empty'],
    ['a header alone', '0 300\n', 'odd.txt holds no vectors'],
    ['a header that announces more', '7 300', 'odd.txt holds no vectors'],
  ])('are missed where there are none: %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'bad-file' });
    await expect(read(content)).rejects.toThrow(message);
  });
});
