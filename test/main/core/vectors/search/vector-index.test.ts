import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import { scanPlainly } from '../../../../../src/main/core/vectors/search/plain-scan.ts';
import { memoryRows } from '../../../../../src/main/core/vectors/search/row-reader.ts';
import {
  createVectorIndex,
  type VectorIndex,
} from '../../../../../src/main/core/vectors/search/vector-index.ts';
import { numberedWords, openKernels, randomNumbers } from '../support.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => kernels.dispose());

function indexOf(vectors: Float32Array, dimensions: number): VectorIndex {
  return createVectorIndex({
    words: numberedWords(vectors.length / dimensions),
    vectors,
    dimensions,
    kernels,
  });
}

describe('nearest', () => {
  it.each([
    [1, 3],
    [7, 1],
    [50, 5],
    [333, 100],
    [2000, 384],
    [40_000, 50],
  ])('finds what the plainest scan finds, among %d rows of %d numbers', async (rowCount, dimensions) => {
    const vectors = randomNumbers(rowCount * dimensions, rowCount);
    const index = indexOf(vectors, dimensions);
    for (const seed of [1, 2, 3]) {
      const query = randomNumbers(dimensions, seed);
      const plain = scanPlainly(memoryRows(vectors, dimensions), query, { top: 12, limit: rowCount });
      expect(await index.nearest(query, { top: 12 })).toEqual(plain);
    }
    index.dispose();
  });

  it('looks at the first rows only, and leaves rows out, where asked', async () => {
    const vectors = randomNumbers(30_000 * 20, 5);
    const index = indexOf(vectors, 20);
    const query = randomNumbers(20, 6);
    const first = await index.nearest(query, { top: 3, limit: 9001 });
    const exclude = new Set([first[0]!.row, first[2]!.row]);
    const found = await index.nearest(query, { top: 500, limit: 9001, exclude });
    expect(found).toEqual(scanPlainly(memoryRows(vectors, 20), query, { top: 500, limit: 9001, exclude }));
    expect(found.length).toBe(500);
  });

  it('answers all rows when asked for more than there are', async () => {
    const index = indexOf(randomNumbers(20 * 4, 1), 4);
    expect((await index.nearest(randomNumbers(4, 2), { top: 100 })).length).toBe(20);
  });

  it('orders equal cosines by rank, even when thousands are equal', async () => {
    const row = randomNumbers(10, 3);
    const vectors = new Float32Array(20_000 * 10);
    for (let r = 0; r < 20_000; r++) vectors.set(row, r * 10);
    const found = await indexOf(vectors, 10).nearest(row, { top: 5 });
    expect(found.map((entry) => entry.row)).toEqual([0, 1, 2, 3, 4]);
    expect(found[0]!.similarity).toBeCloseTo(1, 12);
  });

  it('counts cosines, not lengths', async () => {
    const vectors = Float32Array.from([1000, 1000, 0.001, 0, -5, 0]);
    const found = await indexOf(vectors, 2).nearest(Float32Array.of(7, 0), { top: 3 });
    expect(found.map((entry) => entry.row)).toEqual([1, 0, 2]);
    const expected = [1, Math.SQRT1_2, -1];
    found.forEach(({ similarity }, place) => expect(similarity).toBeCloseTo(expected[place]!, 7));
  });

  it('takes a zero vector as similar to nothing', async () => {
    const index = indexOf(Float32Array.from([0, 0, 1, 0, -1, 0]), 2);
    const found = await index.nearest(Float32Array.of(1, 0), { top: 3 });
    expect(found).toEqual([
      { row: 1, similarity: 1 },
      { row: 0, similarity: 0 },
      { row: 2, similarity: -1 },
    ]);
    expect([...index.unitVector(0)]).toEqual([0, 0]);
    const nothing = await index.nearest(new Float32Array(2), { top: 2 });
    expect(nothing.map((entry) => entry.similarity)).toEqual([0, 0]);
  });
});

describe('nearestMany', () => {
  it.each([
    [10, 4, 3],
    [1000, 100, 65],
    [9000, 25, 7],
  ])(
    'finds the same as one search each: %d rows of %d, %d queries',
    async (rowCount, dimensions, queryCount) => {
      const index = indexOf(randomNumbers(rowCount * dimensions, 1), dimensions);
      const queries = randomNumbers(queryCount * dimensions, 2);
      const many = await index.nearestMany(queries, { top: 6 });
      expect(many.count).toBe(6);
      for (let q = 0; q < queryCount; q++) {
        const one = await index.nearest(queries.slice(q * dimensions, (q + 1) * dimensions), { top: 6 });
        expect([...many.rows.subarray(q * 6, q * 6 + 6)]).toEqual(one.map((entry) => entry.row));
        one.forEach((entry, place) =>
          expect(many.similarities[q * 6 + place]).toBe(Math.fround(entry.similarity)),
        );
      }
    },
  );

  it('leaves out the row that a query came from', async () => {
    const vectors = randomNumbers(500 * 8, 4);
    const index = indexOf(vectors, 8);
    const ownRows = Uint32Array.from({ length: 500 }, (_, row) => row);
    const many = await index.nearestMany(vectors, { top: 3, ownRows });
    for (let row = 0; row < 500; row++) {
      const one = await index.nearest(index.vector(row), { top: 3, exclude: new Set([row]) });
      expect([...many.rows.subarray(row * 3, row * 3 + 3)]).toEqual(one.map((entry) => entry.row));
    }
  });

  it('searches queries again whose equal neighbors do not fit into a list', async () => {
    const vectors = new Float32Array(3000 * 4).fill(1);
    const many = await indexOf(vectors, 4).nearestMany(new Float32Array(8).fill(2), { top: 2 });
    expect([...many.rows]).toEqual([0, 1, 0, 1]);
  });

  it('gives no more neighbors than there are', async () => {
    const vectors = randomNumbers(3 * 2, 1);
    const ownRows = Uint32Array.of(0, 1, 2);
    const many = await indexOf(vectors, 2).nearestMany(vectors, { top: 9, ownRows });
    expect(many.count).toBe(2);
    expect([...many.rows.subarray(0, 2)].sort()).toEqual([1, 2]);
  });

  it('tells how far it is, and stops when it is canceled', async () => {
    const index = indexOf(randomNumbers(20_000 * 32, 1), 32);
    const queries = randomNumbers(5000 * 32, 2);
    const controller = new AbortController();
    const done: number[] = [];
    const search = index.nearestMany(queries, {
      top: 5,
      signal: controller.signal,
      onDone: (count) => {
        done.push(count);
        if (done.length === 3) controller.abort();
      },
    });
    await expect(search).rejects.toMatchObject({ code: 'canceled' });
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBeLessThan(5000);
  });
});

describe('an index', () => {
  it('finds words by name, and gives vectors as they came and at unit length', () => {
    const index = indexOf(Float32Array.of(3, 4, 0, 0, 0, 2), 3);
    expect(index.rankOf('word1')).toBe(1);
    expect(index.rankOf('constructor')).toBeUndefined();
    expect([...index.vector(0)]).toEqual([3, 4, 0]);
    expect([...index.unitVector(0)]).toEqual([0.6, 0.8, 0].map(Math.fround));
    expect(index.norm(0)).toBe(5);
    expect(index.similarity(0, 1)).toBe(0);
  });

  it('refuses vectors that do not match the words', () => {
    const make = (): unknown =>
      createVectorIndex({ words: ['a', 'b'], vectors: new Float32Array(5), dimensions: 2, kernels });
    expect(make).toThrow(/expected 2 x 2 numbers for the words, found 5/);
  });

  it('answers with an error, not with silence, once the threads are closed', async () => {
    const own = await openKernels(1);
    const index = createVectorIndex({
      words: numberedWords(5000),
      vectors: randomNumbers(5000 * 4, 1),
      dimensions: 4,
      kernels: own,
    });
    const pending = index.nearest(Float32Array.of(1, 2, 3, 4), { top: 2 });
    const rejected = expect(pending).rejects.toMatchObject({ code: 'internal' });
    await own.dispose();
    await rejected;
    await expect(index.nearest(Float32Array.of(1, 2, 3, 4), { top: 2 })).rejects.toMatchObject({
      code: 'internal',
    });
  });
});
