import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resourcesOf } from '../../../../src/main/core/options.ts';
import { openDatabase, type Store } from '../../../../src/main/core/store/database.ts';
import { completeWord } from '../../../../src/main/core/vectors/words/complete-word.ts';
import { findNeighbors } from '../../../../src/main/core/vectors/find-neighbors.ts';
import type { Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import { scanPlainly } from '../../../../src/main/core/vectors/search/plain-scan.ts';
import { memoryRows } from '../../../../src/main/core/vectors/search/row-reader.ts';
import { suggestSpellings } from '../../../../src/main/core/vectors/words/spelling.ts';
import type { VectorIndex } from '../../../../src/main/core/vectors/search/vector-index.ts';
import { createVectorSets, type VectorSets } from '../../../../src/main/core/vectors/sets/vector-sets.ts';
import { builtInSet } from '../../../../src/shared/built-in.ts';
import { openKernels, root } from './support.ts';

/** The real package, imported once for this file. The figures are gensim's, for the same vectors. */
const dir = mkdtempSync(join(tmpdir(), 'semascope-glove-'));
let kernels: Kernels;
let store: Store;
let sets: VectorSets;
let index: VectorIndex;
beforeAll(async () => {
  kernels = await openKernels();
  store = openDatabase(dir);
  sets = createVectorSets({ store, kernels, resources: resourcesOf(root, 'test') });
  index = await sets.open(builtInSet);
}, 120_000);
afterAll(async () => {
  await sets.dispose();
  await kernels.dispose();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function nearest(expression: string, top = 1): Promise<[word: string, similarity: number][]> {
  const { neighbors } = await findNeighbors(index, expression, top);
  return neighbors.map(({ word, similarity }) => [word, Number(similarity.toFixed(4))]);
}

describe('GloVe 6B 100d', () => {
  it('is whole, with its values as they came', () => {
    expect(sets.info(builtInSet)).toMatchObject({ words: 341_479, dimensions: 100, state: 'ready' });
    expect(index.rankOf('the')).toBe(0);
    expect(index.rankOf('sandberger')).toBe(341_478);
    expect(index.words.at(7)).toBe('"');
    expect([...index.vector(0).subarray(0, 3)]).toEqual([-0.038194, -0.24487, 0.72812].map(Math.fround));
    expect(index.vector(341_478)[0]).toBe(Math.fround(0.28365));
  });

  it('answers as gensim does', async () => {
    expect(await nearest('king - man + woman')).toEqual([['queen', 0.7699]]);
    expect(await nearest('woman + king - man')).toEqual([['queen', 0.7699]]);
    expect(await nearest('cat')).toEqual([['dog', 0.8798]]);
  });

  it('has the mean vectors of gensim', () => {
    const mean = (words: string[], vectorOf: (row: number) => Float32Array): Float64Array => {
      const sum = new Float64Array(100);
      for (const word of words) vectorOf(index.rankOf(word)!).forEach((value, k) => (sum[k]! += value));
      return sum;
    };
    // gensim's n_similarity adds vectors as they came, its doesnt_match unit vectors.
    const vector = (row: number): Float32Array => index.vector(row);
    const unitVector = (row: number): Float32Array => index.unitVector(row);
    const cosine = (a: Float64Array, b: Float64Array): number => {
      const dot = (x: Float64Array, y: Float64Array): number =>
        x.reduce((sum, value, k) => sum + value * y[k]!, 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    expect(cosine(mean(['sushi', 'shop'], vector), mean(['japanese', 'restaurant'], vector))).toBeCloseTo(
      0.7067,
      4,
    );
    const meal = ['breakfast', 'cereal', 'dinner', 'lunch'];
    const closeness = meal.map((word) => cosine(mean(meal, unitVector), mean([word], unitVector)));
    expect(meal[closeness.indexOf(Math.min(...closeness))]).toBe('cereal');
  });

  it('is searched exactly: the same as by the plainest scan', async () => {
    const vectors = new Float32Array(index.words.length * 100);
    for (let row = 0; row < index.words.length; row++) vectors.set(index.vector(row), row * 100);
    for (const word of ['bank', 'u.s.', 'naïve', 'sandberger']) {
      const query = index.vector(index.rankOf(word)!);
      const plain = scanPlainly(memoryRows(vectors, 100), query, {
        top: 100,
        limit: index.words.length,
      });
      expect(await index.nearest(query, { top: 100 })).toEqual(plain);
    }
  });

  it('completes words and corrects spellings', () => {
    const wordsOf = (ranks: number[]): string[] => ranks.map((rank) => index.words.at(rank));
    expect(wordsOf(completeWord(index.words, 'ban', 4))).toEqual(['bank', 'band', 'banks', 'ban']);
    expect(wordsOf(suggestSpellings(index.words, 'qeuen', 3))).toContain('queen');
  });

  it('is there at once in another place that opens the same data', async () => {
    const other = openDatabase(dir);
    const again = createVectorSets({ store: other, kernels, resources: { gloveFile: '/nowhere' } });
    const loaded = await again.open(builtInSet);
    expect(loaded.words.length).toBe(341_479);
    expect(again.importId(builtInSet)).toBe(sets.importId(builtInSet));
    await again.dispose();
    other.close();
  });
});
