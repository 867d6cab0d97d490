import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../../../src/shared/errors.ts';
import { createRandom } from '../../../../../../../src/shared/projection/random.ts';
import { readVectorFile, temporaryDir, type ReadFile } from '../../../support.ts';
import { matrix, modelBytes, quantizedMatrix } from './model-bytes.ts';
import { differenceOf, modelNames, modelPath, printed } from './printed-vectors.ts';

function read(bytes: Buffer, format?: string): Promise<ReadFile> {
  const path = join(temporaryDir(), 'small.bin');
  writeFileSync(path, bytes);
  return readVectorFile(path, format === undefined ? {} : { format });
}

/** Float32 rounding of sums that are added up in another order. */
const rounding = 1e-6;

describe('a fastText model', () => {
  it.each(modelNames)('gives the words the vectors that fastText prints: %s', async (name) => {
    const { words, dimensions, known } = printed[name]!;
    const file = await readVectorFile(modelPath(name));
    expect({ format: file.format, dimensions: file.dimensions }).toEqual({ format: 'fasttext', dimensions });
    expect(file.skipped).toEqual([]);
    expect(file.rows).toHaveLength(words);
    const vectors = new Map(file.rows.map(([word, ...vector]) => [word, vector]));
    for (const { word, vector } of known) {
      expect(differenceOf(vectors.get(word)!, vector), word).toBeLessThan(rounding);
    }
  });

  it('is read packed, too', async () => {
    const plain = await readVectorFile(modelPath('skipgram.bin'));
    const path = join(temporaryDir(), 'model.bin.gz');
    writeFileSync(path, gzipSync(readFileSync(modelPath('skipgram.bin'))));
    const packed = await readVectorFile(path);
    expect(packed.format).toBe('fasttext');
    expect(packed.rows).toEqual(plain.rows);
  });

  it('keeps the order of the dictionary, most frequent first', async () => {
    const { known } = printed['skipgram.bin']!;
    const { rows } = await readVectorFile(modelPath('skipgram.bin'));
    expect(rows.slice(0, 20).map(([word]) => word)).toEqual(known.slice(0, 20).map(({ word }) => word));
  });

  it('says that the labels of a supervised model are no words', async () => {
    const { notes, rows } = await readVectorFile(modelPath('supervised.bin'));
    expect(notes).toEqual([
      'supervised.bin is a supervised model: its 3 labels are no words and were left out',
      'supervised.bin: words that it lacks get vectors from their n-grams of 2 to 5 characters',
    ]);
    expect(rows.filter(([word]) => word.startsWith('__label__'))).toEqual([]);
  });

  it('takes a word alone where the model has no n-grams', async () => {
    const input = matrix([1, 2, 3, 4], 2);
    const { rows, notes } = await read(modelBytes({ dimensions: 2, words: ['a', 'b'], input }));
    expect(rows).toEqual([
      ['a', 1, 2],
      ['b', 3, 4],
    ]);
    expect(notes).toEqual([]);
  });

  it('adds no n-grams to supervised models of version 11, which had none', async () => {
    const parts = { dimensions: 1, bucketCount: 2, minLength: 1, maxLength: 2 };
    const input = matrix([8, 2, 2], 1);
    const supervised = { ...parts, model: 'supervised' as const, words: ['word'], input };
    expect((await read(modelBytes({ ...supervised, version: 11 }))).rows).toEqual([['word', 8]]);
    expect((await read(modelBytes({ ...supervised, version: 12 }))).rows[0]![1]).toBeLessThan(8);
    const unsupervised = { ...supervised, version: 11, model: 'cbow' as const };
    expect((await read(modelBytes(unsupervised))).rows[0]![1]).toBeLessThan(8);
  });

  it('decodes rows whose lengths have codes of their own, the last piece narrower', async () => {
    const centroids = new Float32Array(256 * 3);
    centroids.set([1, 2], 2 * 7); // piece 0, code 7
    centroids[256 * 2 + 9] = 3; // piece 1, code 9
    const norms = { codes: [4, 5], centroids: Float32Array.from({ length: 256 }, (_, code) => code / 2) };
    const input = quantizedMatrix({
      rowCount: 2,
      dimensions: 3,
      pieceWidth: 2,
      codes: [7, 9, 7, 0],
      centroids,
      norms,
    });
    const output = quantizedMatrix({
      rowCount: 1,
      dimensions: 3,
      pieceWidth: 3,
      codes: [0],
      centroids: new Float32Array(256 * 3),
    });
    const parts = { dimensions: 3, words: ['a', 'b'], isQuantized: true, hasQuantizedOutput: true };
    const { rows, notes } = await read(modelBytes({ ...parts, input, output }));
    expect(rows).toEqual([
      ['a', 2, 4, 6],
      ['b', 2.5, 5, 0],
    ]);
    expect(notes).toEqual([]);
  });

  it('skips words that are empty, no UTF-8, or there before, and odd numbers', async () => {
    const words = ['a', '', Buffer.from([0x61, 0xff]), 'a', 'nan', '好', 'b', 'c', 'd'];
    const input = matrix([1, 2, 3, 4, Number.NaN, 6, 7, 8, 9], 1);
    const { rows, skipped } = await read(modelBytes({ dimensions: 1, words, input }));
    expect(rows).toEqual([
      ['a', 1],
      ['好', 6],
      ['b', 7],
      ['c', 8],
      ['d', 9],
    ]);
    expect(skipped.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(skipped[1]!.reason).toBe('the word is not valid UTF-8');
  });

  it('says that bytes after the end were not read', async () => {
    const bytes = modelBytes({ dimensions: 1, words: ['a'], input: matrix([1], 1) });
    const { rows, notes } = await read(Buffer.concat([bytes, Buffer.from('xyz')]));
    expect(rows).toEqual([['a', 1]]);
    expect(notes).toEqual(["small.bin: 3 bytes after the model's end were not read"]);
  });
});

describe('a fastText model that cannot be read', () => {
  const words = ['the', 'cat', 'sat'];
  const parts = { dimensions: 4, words, bucketCount: 6, minLength: 2, maxLength: 3 };
  const input = matrix(
    Array.from({ length: 9 * 4 }, (_, k) => k),
    4,
  );
  const whole = modelBytes({ ...parts, input, output: matrix(new Float32Array(12), 4) });

  it('is refused wherever it is cut, saying so', async () => {
    expect((await read(whole)).rows).toHaveLength(3);
    for (let length = 4; length < whole.length; length++) {
      await expect(read(whole.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
        code: 'bad-file',
        message: expect.stringMatching(/^small\.bin is a fastText model cut short: .*\d/) as unknown,
      });
    }
  });

  it.each([
    [60, 'expected 64 bytes of its head from byte 0 on, found 60'],
    [100, 'expected at least 30 bytes for its 3 words and labels from byte 92 on, found 8'],
    [122, 'its dictionary should have 3 entries, the file ends in entry 3'],
    [200, 'expected 144 bytes of its word vectors (9 rows of 4 numbers) from byte 148 on, found 52'],
    [320, 'expected 48 bytes of its output matrix (3 rows of 4 numbers) from byte 309 on, found 11'],
  ])('says where it is cut and what was expected: after %d bytes', async (length, expected) => {
    await expect(read(whole.subarray(0, length))).rejects.toThrow(
      `small.bin is a fastText model cut short: ${expected}`,
    );
  });

  it('does not believe a dictionary of two billion words', async () => {
    const counts = { size: 2_000_000_000, words: 2_000_000_000 };
    await expect(read(modelBytes({ ...parts, counts, input }))).rejects.toThrow(
      'expected at least 20000000000 bytes for its 2000000000 words and labels',
    );
  });

  it.each([[10n ** 12n], [2n ** 62n], [-5n]])('does not believe a matrix of %d rows', async (rowCount) => {
    const lying = matrix([1, 2, 3, 4], 4, rowCount);
    await expect(read(modelBytes({ ...parts, input: lying }))).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/expected \d* ?(bytes|a number of rows) of its word vectors/) as unknown,
    });
  });

  it('is refused where the parts do not fit together', async () => {
    const few = matrix(new Float32Array(12), 4);
    await expect(read(modelBytes({ ...parts, input: few }))).rejects.toThrow(
      'expected rows for 3 words and 6 n-grams, found 3',
    );
    const narrow = matrix(new Float32Array(27), 3);
    await expect(read(modelBytes({ ...parts, input: narrow }))).rejects.toThrow(
      'expected 4 columns in its word vectors, found 3',
    );
    await expect(read(modelBytes({ ...parts, input, counts: { words: 2, labels: 2 } }))).rejects.toThrow(
      'expected 3 words and labels, found 2 and 2',
    );
    await expect(read(modelBytes({ ...parts, input, counts: { words: 2, labels: 1 } }))).rejects.toThrow(
      'expected its 2 words and then its labels, found a word as entry 3',
    );
  });

  it('is refused with n-grams kept that cannot be', async () => {
    const centroids = new Float32Array(256 * 4);
    const quantized = { rowCount: 4, dimensions: 4, pieceWidth: 4, codes: [0, 0, 0, 0], centroids };
    const pruned = { ...parts, isQuantized: true, input: quantizedMatrix(quantized), output: matrix([], 4) };
    expect((await read(modelBytes({ ...pruned, kept: [5, 0] }))).rows).toHaveLength(3);
    await expect(read(modelBytes({ ...pruned, kept: [6, 0] }))).rejects.toThrow('in 6 buckets with 1 rows');
    await expect(read(modelBytes({ ...pruned, kept: [5, 1] }))).rejects.toThrow('in 6 buckets with 1 rows');
    await expect(read(modelBytes({ ...parts, input, kept: [5, 0] }))).rejects.toThrow(
      'lists the n-grams it keeps without being quantized',
    );
  });

  it('is refused with a codebook that does not make up its rows', async () => {
    const bytes = quantizedMatrix({
      rowCount: 3,
      dimensions: 4,
      pieceWidth: 2,
      codes: [0, 0, 0],
      centroids: new Float32Array(256 * 4),
    });
    await expect(read(modelBytes({ dimensions: 4, words, isQuantized: true, input: bytes }))).rejects.toThrow(
      'expected 3 x 2 codes in its word vectors, found 3',
    );
  });

  it('is refused in a version that is not known, and by name where the file is none', async () => {
    await expect(read(modelBytes({ ...parts, version: 13, input }))).rejects.toThrow(
      'small.bin is a fastText model of version 13: expected version 11 or 12',
    );
    await expect(read(Buffer.alloc(100), 'fasttext')).rejects.toThrow(
      'small.bin does not begin as a fastText model: expected the number 793712314, found 0',
    );
  });

  it('ends in a set or a clear error, however it is damaged', async () => {
    const random = createRandom(11);
    const below = (limit: number): number => Math.floor(random() * limit);
    const originals = modelNames.map((name) => readFileSync(modelPath(name)));
    const outcomes = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const bytes = Buffer.from(originals[below(originals.length)]!);
      for (let edit = 0; edit <= below(3); edit++) {
        // Mostly in the heads, where the counts are.
        const at = 4 + below(random() < 0.7 ? 120 : bytes.length - 12);
        if (random() < 0.5) bytes[at] = below(256);
        else bytes.writeBigInt64LE([-1n, 10n ** 12n, 2n ** 62n, BigInt(below(1000))][below(4)]!, at);
      }
      const outcome = await read(
        bytes.subarray(0, random() < 0.8 ? undefined : 4 + below(bytes.length)),
      ).then(
        () => 'a set',
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );
      outcomes.add(outcome);
    }
    expect([...outcomes].sort()).toEqual(['a set', 'bad-file']);
  });

  it('is refused with a word that has no end', async () => {
    const long = Buffer.alloc(70_000, 'x');
    await expect(read(modelBytes({ dimensions: 1, words: [long], input: matrix([1], 1) }))).rejects.toThrow(
      'expected word 1 of its dictionary to have at most 64 KB',
    );
  });
});
