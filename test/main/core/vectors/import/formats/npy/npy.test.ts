import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMatrixColumns } from '../../../../../../../src/main/core/vectors/import/formats/matrix/matrix-columns.ts';
import { npy } from '../../../../../../../src/main/core/vectors/import/formats/npy/npy.ts';
import { openSource } from '../../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import { fixture, readVectorFile, type ReadFile } from '../../../support.ts';
import { matrixBytes, npyBytes, writeFiles } from './npy-file.ts';

const two = matrixBytes([
  [1, 2, 3],
  [4, 5, 6],
]);

function read(matrix: Uint8Array, words = 'a\nb\n'): Promise<ReadFile> {
  return readVectorFile(writeFiles({ 'small.npy': matrix, 'small.words.txt': words }));
}

function withHeader(description: string): Promise<ReadFile> {
  return read(npyBytes(description, Buffer.alloc(24)));
}

describe('npy', () => {
  it('keeps float32 to the bit, and skips what is no number', async () => {
    const numbers = [Math.fround(0.1), -0, 1e-45, 3.4e38];
    const { rows, skipped } = await read(
      matrixBytes([numbers.slice(0, 3), [1, NaN, 3], [Infinity, 0, 0], [0, 0, 0], [1, 1, 1]]),
      'a\nb\nc\nd\ne\n',
    );
    expect(rows).toEqual([
      ['a', Math.fround(0.1), -0, Math.fround(1e-45)],
      ['d', 0, 0, 0],
      ['e', 1, 1, 1],
    ]);
    expect(skipped).toEqual([
      { line: 2, reason: '"NaN" is not a finite number' },
      { line: 3, reason: '"Infinity" is not a finite number' },
    ]);
  });

  it('says that float64 was rounded only where it was', async () => {
    const file = (values: number[]): Buffer =>
      npyBytes(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1)}",
        new Uint8Array(Float64Array.from(values).buffer),
      );
    expect((await read(file([0.5, 0.25]))).notes).toEqual([]);
    expect((await read(file([0.5, 0.1]))).notes).toEqual([
      'small.npy: its numbers of the type float64 were rounded to float32',
    ]);
  });

  it('reads a matrix that lies column by column block by block', async () => {
    const source = await openSource(fixture('formats/npy/f4-fortran.npy'));
    const start = source.head.indexOf(10) + 1;
    const rows: number[][] = [];
    let row = 0;
    const words = { name: 'list', next: () => ({ word: `w${++row}` }) };
    const sink = {
      begin: () => undefined,
      add: (_word: string, vector: Float32Array) => void rows.push([...vector]),
      skip: () => undefined,
    };
    const type = { name: 'float32', isBigEndian: false } as const;
    const matrix = { start, rowCount: 24, dimensions: 6, type, words };
    await readMatrixColumns(source, sink, matrix, { blockBytes: 5 * 6 * 4 });
    await source.dispose();
    const whole = await readVectorFile(fixture('formats/npy/f4-fortran.npy'));
    expect(rows).toEqual(whole.rows.map(([, ...numbers]) => numbers));
  });

  it('takes one dimension, and 5,000', async () => {
    expect((await read(matrixBytes([[1], [2]]))).rows).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    const wide = [1, 2].map((value) => Array.from({ length: 5000 }, (_, k) => value * k));
    const { rows, dimensions } = await read(matrixBytes(wide));
    expect(dimensions).toBe(5000);
    expect(rows[1]!.slice(-2)).toEqual([2 * 4998, 2 * 4999]);
  });

  it('takes a header as Python 2 and older versions of NumPy wrote it', async () => {
    const { rows } = await read(
      npyBytes('{"shape": (2L, 3L), "fortran_order":False , "descr": "<f4"}', two.subarray(-24)),
    );
    expect(rows[1]).toEqual(['b', 4, 5, 6]);
  });

  it('takes the word list that is named', async () => {
    const path = writeFiles({ 'x.npy': two, 'x.txt': 'wrong\nlist\n', other: 'c\nd' });
    const { rows } = await readVectorFile(path, { companionPath: join(path, '../other') });
    expect(rows.map(([word]) => word)).toEqual(['c', 'd']);
  });

  it('reports how far it is, and stops when it is canceled', async () => {
    const source = await openSource(writeFiles({ 'x.npy': two, 'x.txt': 'a\nb' }));
    const sink = { begin: () => undefined, add: () => undefined, skip: () => undefined };
    const reports: [number, number][] = [];
    await npy.read(source, sink, { onProgress: (done, total) => reports.push([done, total]) });
    expect(reports.at(-1)).toEqual([two.length, two.length]);
    await expect(npy.read(source, sink, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'canceled',
    });
    await source.dispose();
  });

  it.each([
    [
      "{'descr': '<f4', 'fortran_order': False}",
      'expected a NumPy header with descr, fortran_order and shape',
    ],
    ["{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", 'expected a NumPy header'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}", 'expected a NumPy header'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1 + 1, 3)}", 'expected a NumPy header'],
    ["{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 3)}", 'expected a NumPy header'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3)}", 'expected a NumPy header'],
    ["{'descr': '<f3', 'fortran_order': False, 'shape': (2, 3)}", 'found the type "<f3"'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0)}", 'expected numbers in each row'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3)}", 'is longer than its header says'],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4)}",
      'is cut short: expected 32 bytes for 2 x 4',
    ],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", 'expected 16 bytes for 2 x 2 numbers'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (999999999, 999999999)}", 'is cut short'],
  ])('refuses the header %s', async (description, message) => {
    await expect(withHeader(description)).rejects.toMatchObject({ code: 'bad-file' });
    await expect(withHeader(description)).rejects.toThrow(message);
  });

  it.each([
    ['objects', 'holds Python objects (pickle), which run code when they are read. In Python: numpy.save('],
    ['strings', 'found the type "<U1"'],
    ['complex', 'found the type "<c8"'],
    ['table', 'found the type'],
    ['three', 'expected a matrix, words x numbers, found the shape (2, 2, 2). In Python:'],
    ['one', 'found the shape (4,)'],
  ])('refuses %s and says how to convert them', async (name, message) => {
    await expect(readVectorFile(fixture(`formats/npy-refused/${name}.npy`))).rejects.toThrow(message);
  });

  it('refuses a file that is cut inside of its header, or of a version that is not known', async () => {
    await expect(read(two.subarray(0, 9))).rejects.toThrow('is cut short inside its header');
    await expect(read(two.subarray(0, 40))).rejects.toThrow('is cut short inside its header');
    const later = Buffer.from(two);
    later[6] = 4;
    await expect(read(later)).rejects.toThrow('expected version 1, 2 or 3 of the NumPy format, found 4');
    const long = Buffer.from(two);
    long[6] = 2;
    long.writeUInt32LE(0xffffffff, 8);
    await expect(read(long)).rejects.toThrow('expected a NumPy header of less than 64 KB');
  });

  it('refuses a matrix without rows, and one without words', async () => {
    await expect(read(matrixBytes([]), '')).rejects.toThrow('expected numbers in each row');
    const none = npyBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3)}", Buffer.alloc(0));
    await expect(read(none, '')).rejects.toThrow('small.npy holds no vectors');
    await expect(readVectorFile(writeFiles({ 'lone.npy': two }))).rejects.toThrow(
      'lone.npy holds 2 x 3 numbers and no words: expected a file with a word on each line beside it, named lone.words.txt',
    );
  });
});
