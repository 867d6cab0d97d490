import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fastTextModel } from '../../../../../../../src/main/core/vectors/import/formats/fasttext/fasttext-model.ts';
import { createModelFile } from '../../../../../../../src/main/core/vectors/import/formats/fasttext/model-file.ts';
import { openModel } from '../../../../../../../src/main/core/vectors/import/formats/fasttext/open-model.ts';
import {
  planBatches,
  readWordVectors,
} from '../../../../../../../src/main/core/vectors/import/formats/fasttext/word-vectors.ts';
import type { RowSink } from '../../../../../../../src/main/core/vectors/import/row-sink.ts';
import { openSource } from '../../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import { createNgrams } from '../../../../../../../src/main/core/vectors/subwords/ngrams.ts';
import { numberedWords, randomNumbers, temporaryDir } from '../../../support.ts';
import { matrix, modelBytes } from './model-bytes.ts';
import { differenceOf } from './printed-vectors.ts';

const dimensions = 2000;
const ngrams = { minLength: 2, maxLength: 4, bucketCount: 1200 };
const words = numberedWords(25);
/** Wide enough that the n-grams are read in three pieces. */
const numbers = randomNumbers((words.length + ngrams.bucketCount) * dimensions, 5);

/** The mean of a word's rows by the plainest way. */
function meanOf(place: number): number[] {
  const rows = [place];
  createNgrams(ngrams)(Buffer.from(words[place]!), (row) => rows.push(words.length + row));
  return Array.from({ length: dimensions }, (_, k) =>
    rows.reduce((sum, row) => sum + numbers[row * dimensions + k]! / rows.length, 0),
  );
}

function writeModel(): string {
  const path = join(temporaryDir(), 'wide.bin');
  writeFileSync(path, modelBytes({ dimensions, words, ...ngrams, input: matrix(numbers, dimensions) }));
  return path;
}

function collect(): { readonly sink: RowSink; readonly rows: Map<string, Float32Array> } {
  const rows = new Map<string, Float32Array>();
  return {
    rows,
    sink: {
      begin: () => undefined,
      add: (word, vector) => void rows.set(word, vector.slice()),
      skip: () => undefined,
    },
  };
}

describe('readWordVectors', () => {
  it.each([1, 3, 7])('gives the same in %d batches, each a way through all pieces', async (count) => {
    const source = await openSource(writeModel());
    const access = await source.open({});
    const { sink, rows } = collect();
    let rowCount = 0;
    try {
      const model = await openModel(createModelFile(source.name, access), {});
      const batches = { count, size: Math.ceil(words.length / count) };
      const onRows = (some: number): void => void (rowCount += some);
      await readWordVectors(model, sink, { batches, signal: undefined, onRows });
    } finally {
      await access.close();
      await source.dispose();
    }
    expect([...rows.keys()]).toEqual(words);
    words.forEach((word, place) => expect(differenceOf(rows.get(word)!, meanOf(place))).toBeLessThan(1e-6));
    expect(rowCount).toBe(words.length + count * ngrams.bucketCount);
  });

  it('stops when it is canceled', async () => {
    const source = await openSource(writeModel());
    const { sink, rows } = collect();
    const controller = new AbortController();
    const progress: number[] = [];
    const reading = fastTextModel.read(source, sink, {
      signal: controller.signal,
      onProgress: (done, total) => {
        progress.push(done / total);
        controller.abort();
      },
    });
    await expect(reading).rejects.toMatchObject({ code: 'canceled' });
    await source.dispose();
    expect(progress).toHaveLength(1);
    expect(rows.size).toBe(0);
  });

  it('reports progress up to the whole', async () => {
    const source = await openSource(writeModel());
    const progress: number[] = [];
    await fastTextModel.read(source, collect().sink, {
      onProgress: (done, total) => progress.push(done / total),
    });
    await source.dispose();
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.length).toBeGreaterThan(3);
    expect(progress.at(-1)).toBe(1);
  });
});

describe('planBatches', () => {
  it('holds a bounded number of sums, in batches of one size', () => {
    expect(planBatches(300_000, 100)).toEqual({ count: 2, size: 150_000 });
    const { count, size } = planBatches(2_000_000, 300);
    expect(size * 300 * 4).toBeLessThanOrEqual(64 * 1024 * 1024 + 1200);
    expect(count * size).toBeGreaterThanOrEqual(2_000_000);
    expect(planBatches(0, 300)).toEqual({ count: 1, size: 0 });
    expect(planBatches(10, 100_000_000)).toEqual({ count: 10, size: 1 });
  });
});
