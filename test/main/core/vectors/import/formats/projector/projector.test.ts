import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVectorFile, type ReadFile } from '../../../support.ts';
import { buildZip } from '../../sources/archives/zip-builder.ts';
import { writeFiles } from '../npy/npy-file.ts';

function read(vectors: string, metadata: string): Promise<ReadFile> {
  return readVectorFile(writeFiles({ 'vectors.tsv': vectors, 'metadata.tsv': metadata }));
}

describe('projector', () => {
  it('pairs lines of numbers with the words of the metadata', async () => {
    const { format, dimensions, rows } = await read('1\t-2\t.5\n4e-1\t5\t-0\n', 'a\nb\n');
    expect({ format, dimensions }).toEqual({ format: 'projector', dimensions: 3 });
    expect(rows).toEqual([
      ['a', 1, -2, 0.5],
      ['b', Math.fround(0.4), 5, -0],
    ]);
  });

  it('takes the column that is named, CRLF, a byte order mark, empty lines and trailing tabs', async () => {
    const { rows, skippedCount } = await read(
      '\ufeff1\t2\t\r\n\r\n3 \t 4\r\n',
      '\ufeffcount\tLabel\r\n7\tnew york\r\n8\tb\r\n',
    );
    expect(skippedCount).toBe(0);
    expect(rows).toEqual([
      ['new york', 1, 2],
      ['b', 3, 4],
    ]);
  });

  it('skips rows that are odd, by their lines', async () => {
    const lines = [
      '1\t2',
      '1',
      '1\t2\t3',
      '1\tx',
      'nan\t2',
      '1\tinf',
      '3\t4',
      ...Array<string>(60).fill('5\t6'),
    ];
    const words = lines.map((_, k) => (k === 6 ? 'w0' : `w${k}`));
    const { skipped, rows } = await read(lines.join('\n'), words.join('\n'));
    expect(rows.length).toBe(61);
    expect(skipped).toEqual([
      { line: 2, reason: 'expected 2 numbers, found 1' },
      { line: 3, reason: 'expected 2 numbers, found 3' },
      { line: 4, reason: 'expected 2 numbers, found "x"' },
      { line: 5, reason: '"NaN" is not a finite number' },
      { line: 6, reason: '"Infinity" is not a finite number' },
      { line: 7, reason: 'the word "w0" has a row before' },
    ]);
  });

  it('takes one dimension, and 5,000', async () => {
    expect((await read('1\n2\n', 'a\nb\n')).rows).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    // A line longer than the head of the file, by which the format is told.
    const line = Array.from({ length: 5000 }, (_, k) => `0.${String(k).padStart(16, '1')}`).join('\t');
    const { rows, dimensions } = await read(`${line}\n${line}`, 'a\nb\n');
    expect({ dimensions, words: rows.length }).toEqual({ dimensions: 5000, words: 2 });
  });

  it('takes the metadata that is named', async () => {
    const path = writeFiles({ 'x.tsv': '1\t2\n', mine: 'a' });
    expect((await readVectorFile(path, { companionPath: join(path, '../mine') })).rows).toEqual([
      ['a', 1, 2],
    ]);
  });

  it('is read from an archive, although metadata with numbers looks like vectors too', async () => {
    const content = buildZip([
      { path: 'x/metadata.tsv', content: 'word\tcount\na\t7\nb\t5\n' },
      { path: 'x/vectors.tsv', content: '1\t2\n3\t4\n' },
    ]);
    const { format, rows } = await readVectorFile(writeFiles({ 'both.zip': content }));
    expect({ format, rows }).toEqual({
      format: 'projector',
      rows: [
        ['a', 1, 2],
        ['b', 3, 4],
      ],
    });
  });

  it('refuses metadata of another length, with both counts', async () => {
    await expect(read('1\t2\n3\t4\n', 'a\n')).rejects.toThrow(
      'metadata.tsv has 1 word, vectors.tsv has 2 rows: expected a word for each row',
    );
    await expect(read('1\t2\n', 'a\nb\nc\n')).rejects.toThrow(
      'metadata.tsv has 3 words, vectors.tsv has 1 row',
    );
  });

  it('refuses vectors without metadata, and nothing at all', async () => {
    await expect(readVectorFile(writeFiles({ 'vectors.tsv': '1\t2\n' }))).rejects.toThrow(
      'vectors.tsv holds 1 x 2 numbers and no words: expected a file with a word on each line beside it, named metadata.tsv',
    );
    const empty = writeFiles({ 'vectors.tsv': '\n\n' });
    await expect(readVectorFile(empty, { format: 'projector' })).rejects.toThrow('vectors.tsv is empty');
  });

  it('is not taken for text whose lines begin with a word', async () => {
    expect((await readVectorFile(writeFiles({ 'x.tsv': 'a\t1\t2\nb\t3\t4\n' }))).format).toBe('glove');
  });

  it('is read from an archive with its metadata, which may hold a word and a number on each line', async () => {
    const path = writeFiles({
      'p.zip': buildZip([
        { path: 'p/metadata.tsv', content: 'word\tcount\na\t7\nb\t8\n' },
        { path: 'p/vectors.tsv', content: '1\t2\n3\t4\n' },
      ]),
    });
    expect((await readVectorFile(path)).rows).toEqual([
      ['a', 1, 2],
      ['b', 3, 4],
    ]);
  });
});
