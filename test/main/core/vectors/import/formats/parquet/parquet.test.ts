import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../../../src/shared/projection/random.ts';
import { hasCode } from '../../../../../../../src/shared/errors.ts';
import { chooseColumns } from '../../../../../../../src/main/core/vectors/import/formats/parquet/choose-columns.ts';
import { readFooter } from '../../../../../../../src/main/core/vectors/import/formats/parquet/footer.ts';
import { findLeaves } from '../../../../../../../src/main/core/vectors/import/formats/parquet/leaves.ts';
import { parquet } from '../../../../../../../src/main/core/vectors/import/formats/parquet/parquet.ts';
import { readTable } from '../../../../../../../src/main/core/vectors/import/formats/parquet/read-table.ts';
import type { RowSink } from '../../../../../../../src/main/core/vectors/import/row-sink.ts';
import { openSource } from '../../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import { fixture, readVectorFile, type ReadFile } from '../../../support.ts';
import { expectedFile } from '../fixtures.ts';
import { writeFiles } from '../npy/npy-file.ts';

const path = (name: string): string => fixture(`formats/parquet/${name}.parquet`);
const bytesOf = (name: string): Buffer => readFileSync(path(name));

function readBytes(bytes: Uint8Array): Promise<ReadFile> {
  return readVectorFile(writeFiles({ 'small.parquet': bytes }), { format: 'parquet' });
}

const ignore: RowSink = { begin: () => undefined, add: () => undefined, skip: () => undefined };

describe('parquet', () => {
  it.each(['nulls', 'nulls-v2'])('skips rows with nulls or another length (%s)', async (name) => {
    expect((await readVectorFile(path(name))).skipped).toEqual([
      { line: 2, reason: 'the word is null' },
      { line: 4, reason: 'the vector is null' },
      { line: 6, reason: 'number 3 of the vector is null' },
      { line: 8, reason: 'expected 6 numbers, found 0' },
      { line: 10, reason: 'expected 6 numbers, found 5' },
      { line: 12, reason: 'expected 6 numbers, found 7' },
    ]);
  });

  it('skips rows with nulls in columns of numbers', async () => {
    expect((await readVectorFile(path('nulls-wide'))).skipped).toEqual([
      { line: 2, reason: 'the word is null' },
      { line: 3, reason: 'number 2 of the vector is null' },
    ]);
  });

  it('says what it did not read, and what it rounded', async () => {
    expect((await readVectorFile(path('other-columns'))).notes).toEqual([
      'other-columns.parquet: columns that were not read: id, text',
    ]);
    expect((await readVectorFile(path('list-double'))).notes).toEqual([
      'list-double.parquet: its numbers of the type float64 were rounded to float32',
    ]);
  });

  it('gathers columns of numbers block by block, whatever the pages', async () => {
    const source = await openSource(path('pages-wide'));
    const file = await source.open({});
    const metadata = await readFooter(file, source.name);
    const columns = chooseColumns(findLeaves(metadata, source.name), source.name);
    const words: string[] = [];
    const numbers: number[] = [];
    const add = (word: string, vector: Float32Array): void => {
      words.push(word);
      numbers.push(...vector);
    };
    const table = { name: source.name, file, metadata, columns };
    await readTable(table, { ...ignore, add }, { blockBytes: 4 * 4 * 7 });
    await source.dispose();
    const expected = expectedFile('parquet/pages-wide.parquet');
    expect(words).toEqual(expected.words);
    expect(Float32Array.from(numbers)).toEqual(expected.vectors);
  });

  it('reports how far it is, and stops when it is canceled', async () => {
    const source = await openSource(path('pages'));
    const reports: number[] = [];
    await parquet.read(source, ignore, { onProgress: (done, total) => reports.push(done / total) });
    expect(reports.length).toBeGreaterThan(5);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(reports.at(-1)).toBeGreaterThan(0.9);
    const controller = new AbortController();
    const reading = parquet.read(
      source,
      { ...ignore, add: () => controller.abort() },
      { signal: controller.signal },
    );
    await expect(reading).rejects.toMatchObject({ code: 'canceled' });
    await source.dispose();
  });

  it.each([
    ['no-words', 'expected a column of words (strings); its columns are vector (list of float)'],
    [
      'no-vectors',
      'expected a column of vectors (lists of floats), or a column of floats for each dimension',
    ],
    ['two-words', 'expected one column of words, or one named word, words, token'],
    ['two-vectors', 'a (list of float), b (list of float) could all be meant'],
    ['no-rows', 'no-rows.parquet holds no vectors: the table has no rows'],
    ['empty-lists', 'holds no vectors: every list in column vector is empty or null'],
    ['nested', 'its columns are word (string), vector (list of double)'],
    ['map', 'expected a column of vectors'],
  ])('refuses a table with %s', async (name, message) => {
    const reading = readVectorFile(fixture(`formats/parquet-refused/${name}.parquet`));
    await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
    await expect(reading).rejects.toThrow(message);
  });
});

describe('a damaged Parquet file', () => {
  it('is refused where it is cut short', async () => {
    const whole = bytesOf('list-snappy');
    for (const length of [0, 3, 4, 8, 11, 12, 100, whole.length >> 1, whole.length - 1]) {
      await expect(readBytes(whole.subarray(0, length))).rejects.toMatchObject({ code: 'bad-file' });
    }
    await expect(readBytes(whole.subarray(0, -1))).rejects.toThrow('is cut short or damaged');
  });

  it('is refused where its footer lies about its length', async () => {
    for (const length of [0xffffffff, 0x7fffffff, 5000, 0, 1]) {
      const bytes = bytesOf('list-snappy');
      bytes.writeUInt32LE(length, bytes.length - 8);
      await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'bad-file' });
    }
  });

  it('is refused where a page does not have its checksum', async () => {
    const bytes = bytesOf('list-checksum');
    const at = bytes.indexOf('the', 4) + 1;
    bytes[at] = bytes[at]! ^ 1;
    await expect(readBytes(bytes)).rejects.toThrow(
      /^small.parquet, row group 1, column word: the page at byte \d+ is damaged: its checksum differs$/,
    );
  });

  it('is refused where it is encrypted', async () => {
    const bytes = bytesOf('list-snappy');
    bytes.write('PARE', bytes.length - 4);
    await expect(readBytes(bytes)).rejects.toThrow('is an encrypted Parquet file');
  });

  // A row group may have other bytes than it says, and yet be read: what matters is that reading ends.
  it.each([
    'list-snappy',
    'list-zstd',
    'list-lz4',
    'list-brotli',
    'list-byte-stream-split',
    'list-delta-length',
    'pages-plain-v2',
    'wide',
    'nulls',
  ])('of the kind %s ends in rows or a clear error, whatever byte is wrong', async (name) => {
    const random = createRandom(11);
    const whole = bytesOf(name);
    for (let round = 0; round < 60; round++) {
      const bytes = Buffer.from(whole);
      for (let k = 0; k <= random() * 3; k++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      try {
        const { rows, dimensions } = await readBytes(bytes);
        expect(rows.every((row) => row.length === dimensions + 1)).toBe(true);
      } catch (error) {
        if (!hasCode(error, 'bad-file')) throw error;
        expect(error.message).toMatch(/small\.parquet/);
      }
    }
  });
});
