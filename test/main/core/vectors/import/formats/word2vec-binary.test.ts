import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../../src/shared/projection/random.ts';
import { fixture, readVectorFile, temporaryDir, type ReadFile } from '../../support.ts';

type Row = readonly [word: string | Buffer, ...numbers: number[]];

function read(content: Buffer, format?: string): Promise<ReadFile> {
  const path = join(temporaryDir(), 'v.bin');
  writeFileSync(path, content);
  return readVectorFile(path, format === undefined ? {} : { format });
}

/** As the original program writes it, with a line feed after each vector, or as gensim does, without. */
function build(rows: readonly Row[], { header = '', lineFeeds = true } = {}): Buffer {
  const dimensions = rows[0]!.length - 1;
  const parts = rows.flatMap(([word, ...numbers]) => [
    Buffer.from(word),
    Buffer.from(' '),
    Buffer.from(Float32Array.from(numbers).buffer),
    Buffer.from(lineFeeds ? '\n' : ''),
  ]);
  return Buffer.concat([Buffer.from(header || `${rows.length} ${dimensions}\n`), ...parts]);
}

const rows: readonly Row[] = [
  ['the', 0.1, -0.2, 0.3],
  ['cat', 1, 2, 3],
  ['语言', -4, 5.5, 1e-5],
];
const exact = rows.map(([word, ...numbers]) => [word, ...Float32Array.from(numbers)]);

describe('word2vec’s binary format', () => {
  it('is read as gensim writes it, equal to the bit to its text', async () => {
    const binary = await readVectorFile(fixture('word2vec/gensim.bin'));
    const text = await readVectorFile(fixture('word2vec/gensim.txt'));
    expect(binary).toMatchObject({ format: 'word2vec-binary', dimensions: 7, notes: [], skippedCount: 0 });
    expect(text).toMatchObject({ format: 'word2vec', dimensions: 7, notes: [], skippedCount: 0 });
    expect(binary.rows.length).toBe(20);
    expect(binary.rows).toEqual(text.rows);
    expect(binary.rows.map(([word]) => word)).toContain('\u00a0x');
  });

  it.each([true, false])('is read with a line feed after each vector, and without: %s', async (lineFeeds) => {
    const { format, rows: found, notes, skippedCount } = await read(build(rows, { lineFeeds }));
    expect({ format, found, notes, skippedCount }).toEqual({
      format: 'word2vec-binary',
      found: exact,
      notes: [],
      skippedCount: 0,
    });
  });

  it('is read where numbers hold the bytes of line feeds and spaces', async () => {
    const numbers = new Float32Array(Uint8Array.from([10, 32, 10, 32, 32, 32, 32, 10]).buffer);
    const tricky: Row[] = [
      ['a', ...numbers, 0.1],
      ['b', 0.7, ...numbers],
    ];
    for (const lineFeeds of [true, false]) {
      expect((await read(build(tricky, { lineFeeds }))).rows).toEqual(
        tricky.map(([word, ...values]) => [word, ...Float32Array.from(values)]),
      );
    }
  });

  it('is read alike however pieces fall', async () => {
    const random = createRandom(2);
    const many: Row[] = Array.from({ length: 30_000 }, (_, k) => [
      `word${k}`,
      ...Array.from({ length: 20 }, () => random() - 0.5),
    ]);
    const { rows: found, skippedCount } = await read(build(many));
    expect(skippedCount).toBe(0);
    expect(found.length).toBe(30_000);
    expect(
      found.every(([word, first], k) => word === `word${k}` && first === Math.fround(many[k]![1]!)),
    ).toBe(true);
  });

  it.each([
    ['more', '5 3\n'],
    ['fewer', '2 3\n'],
  ])('is read to its end where the header announces %s rows', async (_, header) => {
    const { rows: found, notes, skippedCount } = await read(build(rows, { header }));
    expect(found).toEqual(exact);
    expect(skippedCount).toBe(0);
    expect(notes).toEqual([
      `v.bin line 1: the header says ${header[0]} words, the file has 3 rows; all were read`,
    ]);
  });

  it.each([
    [1, 'in a number', 2],
    [13, 'before the numbers', 0],
    [14, 'in the word', 0],
  ])('skips a row that the end of the file cuts: %s bytes missing, %s', async (missing, _, numbers) => {
    const content = build(rows, { lineFeeds: false });
    const { rows: found, skipped } = await read(content.subarray(0, content.length - missing));
    expect(found).toEqual(exact.slice(0, 2));
    expect(skipped).toEqual([
      { line: 3, reason: `the file ends in the middle of the row: expected 3 numbers, found ${numbers}` },
    ]);
  });

  it('skips odd rows with their reasons', async () => {
    const odd: Row[] = [
      ...rows,
      [Buffer.from('caf\xe9', 'latin1'), 1, 2, 3],
      [Buffer.from('语言').subarray(0, 5), 1, 2, 3],
      ['', 1, 2, 3],
      ['cat', 7, 8, 9],
      ['nan', 1, NaN, 3],
      ['inf', 1, 2, -Infinity],
      ['huge', 1e30, 2, 3],
      ['zero', 0, -0, 0],
      ['a\u00a0b', 1, 2, 3],
      ...Array.from({ length: 9 }, (_, k): Row => [`w${k}`, 1, 2, 3]),
    ];
    const { rows: found, skipped } = await read(build(odd));
    expect(skipped).toEqual([
      { line: 4, reason: 'the word is not valid UTF-8' },
      { line: 5, reason: 'the word is not valid UTF-8' },
      { line: 6, reason: 'no word before the numbers' },
      { line: 7, reason: 'the word "cat" has a row before' },
      { line: 8, reason: '"NaN" is not a finite number' },
      { line: 9, reason: '"-Infinity" is not a finite number' },
      { line: 10, reason: expect.stringContaining("is beyond the range of a vector's numbers") as string },
    ]);
    expect(found.slice(3, 5)).toEqual([
      ['zero', 0, -0, 0],
      ['a\u00a0b', 1, 2, 3],
    ]);
  });

  it('keeps numbers to the bit', async () => {
    const values = Float32Array.from([1e-40, -0, 3.4028235e10]);
    const { rows: found } = await read(build([['a', ...values], ...rows.slice(0, 1)]));
    expect(new Uint8Array(Float32Array.from(found[0]!.slice(1) as number[]).buffer)).toEqual(
      new Uint8Array(values.buffer),
    );
  });

  it('may have one dimension, or 5,000', async () => {
    expect(
      (
        await read(
          build([
            ['a', 0.1],
            ['b', 0.2],
          ]),
        )
      ).rows,
    ).toEqual([
      ['a', Math.fround(0.1)],
      ['b', Math.fround(0.2)],
    ]);
    const wide: Row = ['a', ...Array.from({ length: 5000 }, (_, k) => k / 7)];
    expect((await read(build([wide]))).rows[0]!.length).toBe(5001);
  });

  it.each([
    [
      'a dimension that cannot be',
      '2 1000000000\n',
      'expected at most 100000 numbers a word, found 1000000000',
    ],
    ['no dimension', '2 0\n', /v\.bin/],
    ['no rows', '0 3\n', 'v.bin holds no vectors'],
  ])('refuses %s', async (_, header, message) => {
    const reading = read(Buffer.concat([Buffer.from(header)]), 'word2vec-binary');
    await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
    await expect(reading).rejects.toThrow(message);
  });

  it('refuses what has no words', async () => {
    const noise = Buffer.alloc(30_000, 0x81);
    await expect(read(Buffer.concat([Buffer.from('5 3\n'), noise]))).rejects.toThrow(
      'v.bin row 1: expected a word and a space, found none within 10000 bytes',
    );
    await expect(read(noise, 'word2vec-binary')).rejects.toThrow('v.bin line 1: expected two whole numbers');
  });

  it('is told where its numbers happen to look like text', async () => {
    const numbers = [...new Float32Array(Uint8Array.from(Buffer.from('abc1x y0')).buffer)];
    for (const lineFeeds of [true, false]) {
      const content = build(
        [
          ['a', ...numbers],
          ['b', ...numbers],
        ],
        { lineFeeds },
      );
      expect((await read(content)).format).toBe('word2vec-binary');
    }
  });

  it('is not mistaken for text, nor text for it', async () => {
    const latin = Buffer.concat([
      Buffer.from('3 2\na 1 2\ncaf'),
      Buffer.from([0xe9]),
      Buffer.from(' 1 2\nb 3 4\n'),
    ]);
    expect(await read(latin)).toMatchObject({ format: 'word2vec', skippedCount: 1 });
    expect((await read(Buffer.from('2 2\nnew york 1 2\nthe 3 4\n'))).format).toBe('word2vec');
    expect((await read(Buffer.from('2 1\na 0.5\nb 1\n'))).format).toBe('word2vec');
    expect(
      (
        await read(
          build([
            ['new_york', 1e-3],
            ['b', 7],
          ]),
        )
      ).format,
    ).toBe('word2vec-binary');
  });

  it('is told from text where a number ends as a cut character would', async () => {
    const number = Buffer.from([0x20, 0x0b, 0xe1, 0x99]);
    const { format, rows: found } = await read(Buffer.concat([Buffer.from('1 1\n· '), number]));
    expect(format).toBe('word2vec-binary');
    expect(found).toEqual([['·', number.readFloatLE()]]);
  });
});
