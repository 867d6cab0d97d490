import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProjectionHandlers } from '../../../../src/main/core/projection/projection-handlers.ts';
import { openDatabase, type Store } from '../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets, type VectorSets } from '../../../../src/main/core/vectors/sets/vector-sets.ts';
import type { CallerInput, ProcedureName, ProcedureOutput } from '../../../../src/shared/contract.ts';
import { createUmap } from '../../../../src/shared/projection/umap-driver.ts';
import { createRouter, type Handlers } from '../../../../src/shared/rpc/router.ts';
import { numberedWords, openKernels, randomNumbers } from '../vectors/support.ts';

/** Maps of sets that hardly are any: each must open, be refined where that means something, and be measured. */
const dir = mkdtempSync(join(tmpdir(), 'semascope-small-'));
let kernels: Kernels;
let store: Store;
let sets: VectorSets;
beforeAll(async () => {
  kernels = await openKernels();
  store = openDatabase(dir);
  sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
});
afterAll(async () => {
  await sets.dispose();
  await kernels.dispose();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function call<N extends ProcedureName>(name: N, input: CallerInput<N>): Promise<ProcedureOutput<N>> {
  const handlers = createProjectionHandlers({ sets, store }) as Handlers; // only these are called
  const context = { signal: new AbortController().signal, report: () => undefined, caller: 'page' } as const;
  return (await createRouter(handlers).handle(name, input, context)) as ProcedureOutput<N>;
}

async function addSet(words: number, dimensions: number, vectors?: Float32Array): Promise<string> {
  const set = `${words} x ${dimensions} ${vectors ? 'given' : ''}`;
  const values = vectors ?? randomNumbers(words * dimensions, words + dimensions);
  await sets.add({ set, words: numberedWords(words), vectors: values, source: 'test' });
  return set;
}

const isFinite = (values: Float32Array): boolean => values.every(Number.isFinite);

describe.each([
  [1, 3],
  [2, 3],
  [3, 50],
  [4, 1],
  [5, 2],
  [10, 50],
  [10, 1],
  [16, 2],
  [40, 1],
])('a map of %i words in %i dimensions', (words, dimensions) => {
  it('opens, is refined and measured', async () => {
    const set = await addSet(words, dimensions);
    const opened = await call('map.open', { set, words: 10_000 });
    expect(opened.words.split('\n')).toHaveLength(words);
    expect(opened.pca).toHaveLength(words * 3);
    expect(isFinite(opened.pca)).toBe(true);
    const { indices, distances } = await call('map.neighbors', { set, words: 10_000, neighbors: 15 });
    expect(indices).toHaveLength(words * Math.min(15, words));
    let positions = opened.pca;
    if (words >= 3) {
      const umap = createUmap({
        ...{
          pca: opened.pca,
          indices,
          distances,
          pointCount: words,
          dimensions: 3,
          seed: 42,
          minDistance: 0.1,
        },
      });
      for (let epoch = 0; epoch < umap.epochs; epoch++) umap.step();
      positions = umap.read(new Float32Array(words * 3));
      expect(isFinite(positions)).toBe(true);
      expect(new Set(positions).size).toBeGreaterThan(1);
    }
    const { trustworthiness, sample } = await call('map.finish', { key: opened.key, positions });
    expect(sample).toBe(words);
    if (trustworthiness !== null) {
      expect(trustworthiness).toBeGreaterThanOrEqual(0);
      expect(trustworthiness).toBeLessThanOrEqual(1);
    }
    expect(trustworthiness === null).toBe(words < 3);
    const { cached } = await call('map.open', { set, words: 10_000 });
    expect(cached?.positions).toEqual(words < 3 ? undefined : positions);
    const placed = await call('map.placeWords', { set, words: 10_000, list: ['word0'] });
    expect(placed.indices[0]).toBe(0);
  });
});

describe('a map of words without directions', () => {
  it.each([
    ['zero', new Float32Array(60)],
    ['equal', new Float32Array(60).fill(0.5)],
  ])('opens and is refined: %s vectors', async (_name, vectors) => {
    const set = await addSet(20, 3, vectors);
    const { key, pca, words } = await call('map.open', { set, words: 20 });
    expect(words.split('\n')).toHaveLength(20);
    expect(isFinite(pca)).toBe(true);
    const { indices, distances } = await call('map.neighbors', { set, words: 20, neighbors: 15 });
    const umap = createUmap({
      ...{ pca, indices, distances, pointCount: 20, dimensions: 3, seed: 42, minDistance: 0.1 },
    });
    for (let epoch = 0; epoch < umap.epochs; epoch++) umap.step();
    const positions = umap.read(new Float32Array(60));
    expect(isFinite(positions)).toBe(true);
    const { trustworthiness } = await call('map.finish', { key, positions });
    expect(trustworthiness).toBeGreaterThanOrEqual(0);
    await sets.remove(set);
  });
});

describe('a map of a renamed set', () => {
  it('is the one that was made before', async () => {
    const set = await addSet(30, 4);
    const { key, pca } = await call('map.open', { set, words: 30 });
    await sets.rename(set, 'another name');
    const finished = await call('map.finish', { key, positions: pca }); // begun under the old name
    const again = await call('map.open', { set: 'another name', words: 30 });
    expect(again.cached).toMatchObject({ positions: pca, ...finished });
  });
});
