import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, readVectorFile, temporaryDir, type ReadFile } from '../../../support.ts';

function read(content: string | Buffer, format?: string): Promise<ReadFile> {
  const path = join(temporaryDir(), 'small.txt');
  writeFileSync(path, content);
  return readVectorFile(path, format === undefined ? {} : { format });
}

describe('readTextVectors', () => {
  it('reads the GloVe format: no header', async () => {
    const { format, dimensions, rows, skippedCount } = await read('the 0.5 -1 2e-1\ncat 1 2 3\n');
    expect({ format, dimensions, skippedCount }).toEqual({ format: 'glove', dimensions: 3, skippedCount: 0 });
    expect(rows).toEqual([
      ['the', 0.5, -1, Math.fround(0.2)],
      ['cat', 1, 2, 3],
    ]);
  });

  it('reads the word2vec format: a header, spaces at the lines’ ends', async () => {
    const { format, dimensions, rows, notes } = await read('2 2\nthe 1 2 \ncat 3 4 \n');
    expect({ format, dimensions, notes }).toEqual({ format: 'word2vec', dimensions: 2, notes: [] });
    expect(rows.map(([word]) => word)).toEqual(['the', 'cat']);
  });

  it('reads real vectors whose header counts one too few, and says so', async () => {
    const { rows, dimensions, skippedCount, notes } = await readVectorFile(fixture('glove50_4k.txt'));
    expect({ rows: rows.length, dimensions, skippedCount }).toEqual({
      rows: 4197,
      dimensions: 50,
      skippedCount: 0,
    });
    expect(rows[0]!.slice(0, 3)).toEqual(['the', Math.fround(0.418), Math.fround(0.24968)]);
    expect(notes).toEqual([
      expect.stringContaining('line 1: the header says 4196 words, the file has 4197 rows'),
    ]);
  });

  it('takes CRLF, a byte order mark, tabs, blank lines and a missing last line feed', async () => {
    const { rows, skippedCount } = await read('\ufeffthe\t1\t2\r\n\r\ncat 3  4\r\n \ndog 5 6');
    expect(skippedCount).toBe(0);
    expect(rows).toEqual([
      ['the', 1, 2],
      ['cat', 3, 4],
      ['dog', 5, 6],
    ]);
  });

  it('splits from the right, as words may have spaces and look like numbers', async () => {
    const { rows } = await read('. . 1 2\nnew york 3 4\n7 5 6\n语言 7 8\n');
    expect(rows).toEqual([
      ['. .', 1, 2],
      ['new york', 3, 4],
      ['7', 5, 6],
      ['语言', 7, 8],
    ]);
  });

  it('skips bad rows with line and reason, and keeps the others', async () => {
    const lines = [
      'a 1 2 3',
      'b 1 2',
      'c 1 x 3',
      'd 1 2 3 4',
      'e nan 2 3',
      'f 1 inf 3',
      'a 4 5 6',
      ' 1 2 3',
      'g 1e20 2 3',
    ];
    const { rows, skipped, skippedCount } = await read(
      [...lines, ...'hijklmnop'].map((line) => (line.length > 1 ? line : `${line} 1 2 3`)).join('\n'),
    );
    expect(rows.map(([word]) => word).join('')).toBe('ahijklmnop');
    expect(rows[0]).toEqual(['a', 1, 2, 3]);
    expect(skippedCount).toBe(8);
    expect(skipped).toEqual([
      { line: 2, reason: 'expected 3 numbers, found 2' },
      { line: 3, reason: 'expected 3 numbers, found "x"' },
      { line: 4, reason: 'expected 3 numbers, found 4' },
      { line: 5, reason: '"nan" is not a finite number' },
      { line: 6, reason: '"inf" is not a finite number' },
      { line: 7, reason: 'the word "a" has a row before' },
      { line: 8, reason: 'no word before the numbers' },
      { line: 9, reason: "1e20 is beyond the range of a vector's numbers" },
    ]);
  });

  it('skips a word that is not UTF-8', async () => {
    const bad = Buffer.concat([Buffer.from('a 1 2\nb 3 4\nca'), Buffer.from([0xff]), Buffer.from(' 5 6\n')]);
    const { rows, skipped } = await read(bad);
    expect(rows.length).toBe(2);
    expect(skipped).toEqual([{ line: 3, reason: 'the word is not valid UTF-8' }]);
  });

  it('lists the first hundred skipped lines, and counts all', async () => {
    const good = Array.from({ length: 300 }, (_, k) => `w${k} 1 2`);
    const bad = Array.from({ length: 150 }, (_, k) => `v${k} 1`);
    const { skipped, skippedCount } = await read([...good, ...bad].join('\n'));
    expect(skipped.length).toBe(100);
    expect(skippedCount).toBe(150);
  });

  it('is read alike however chunks fall', async () => {
    const lines = Array.from({ length: 30_000 }, (_, k) => `word${k} ${'0.123456 '.repeat(12)}${k}`);
    const { rows } = await read(lines.join('\n'));
    expect(rows.length).toBe(30_000);
    expect(rows.every(([word, ...numbers], k) => word === `word${k}` && numbers[12] === k)).toBe(true);
  });

  it('holds to the format that is asked for', async () => {
    expect((await read('5 2\na 1 2\nb 1 2\n', 'glove')).skipped).toEqual([
      { line: 1, reason: 'expected 2 numbers, found 1' },
    ]);
    await expect(read('a 1 2\n', 'word2vec')).rejects.toThrow('small.txt line 1: expected two whole numbers');
  });

  it.each([
    ['', 'small.txt is empty'],
    ['\n\n \n', 'small.txt is empty'],
    ['hello\nworld\n', 'small.txt: expected word vectors'],
    ['3 50\na 1 2\nb 1 2\nc 1 2\n', 'small.txt line 2: expected 50 numbers, found 2 (3 of 3 rows'],
    ['2 3\n', 'small.txt holds no vectors'],
    ['a 1 2 3\nb 4\nc 5\nd 6 7\n', /small.txt line \d: expected/],
    ['\u0000\u0001binary', 'found binary data'],
    [Buffer.from([0x1f, 0x8b, 8, 0]), 'the file is cut short'],
  ])('refuses %j', async (content, message) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'bad-file' });
    await expect(read(content)).rejects.toThrow(message);
  });

  it('tells a missing file from a folder', async () => {
    await expect(readVectorFile('/nowhere/vectors.txt')).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(readVectorFile(temporaryDir())).rejects.toThrow('is not a file');
  });
});
