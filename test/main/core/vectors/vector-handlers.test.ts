import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileHandles } from '../../../../src/main/core/files/file-handles.ts';
import { createFileHandlers } from '../../../../src/main/core/files/file-handlers.ts';
import { createProjectionHandlers } from '../../../../src/main/core/projection/projection-handlers.ts';
import { openDatabase, type Store } from '../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import { createSetHandlers } from '../../../../src/main/core/vectors/sets/set-handlers.ts';
import { createVectorHandlers } from '../../../../src/main/core/vectors/vector-handlers.ts';
import { createVectorSets, type VectorSets } from '../../../../src/main/core/vectors/sets/vector-sets.ts';
import {
  contract,
  type CallerInput,
  type ProcedureName,
  type ProcedureOutput,
} from '../../../../src/shared/contract.ts';
import { builtInSet } from '../../../../src/shared/built-in.ts';
import { createRouter, type Caller, type Handlers } from '../../../../src/shared/rpc/router.ts';
import { printed } from './import/formats/fasttext/printed-vectors.ts';
import { fixture, openKernels, root } from './support.ts';

/** Sets, words and maps through the router, as a host calls them. */
const dir = mkdtempSync(join(tmpdir(), 'semascope-handlers-'));
const set = 'small';
let kernels: Kernels;
let store: Store;
let sets: VectorSets;
let handlers: Handlers;
const files = createFileHandles();
beforeAll(async () => {
  kernels = await openKernels();
  store = openDatabase(dir);
  sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
  // Only these procedures are called here.
  handlers = {
    ...createFileHandlers(files),
    ...createSetHandlers(sets, files),
    ...createVectorHandlers(sets, { shippedDir: join(root, 'data') }),
    ...createProjectionHandlers({ sets, store }),
  } as Handlers;
  await call('sets.import', { file: await openFile(fixture('glove50_4k.txt')), name: set });
});
afterAll(async () => {
  await sets.dispose();
  await files.dispose();
  await kernels.dispose();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function call<N extends ProcedureName>(
  name: N,
  input: CallerInput<N>,
  caller: Caller = 'page',
): Promise<ProcedureOutput<N>> {
  const context = { signal: new AbortController().signal, report: () => undefined, caller };
  const output = await createRouter(handlers).handle(name, input, context);
  return contract[name].output.parse(output) as ProcedureOutput<N>;
}

/** A handle of a file, as a host asks for it. */
async function openFile(
  path: string,
  options: { name?: string; isTemporary?: boolean } = {},
): Promise<string> {
  return (await call('files.open', { path, mode: 'read', ...options }, 'command-line')).file;
}

describe('sets', () => {
  it('are listed, ensured and removed', async () => {
    expect((await call('sets.list', {})).map((info) => [info.set, info.state])).toContainEqual([
      set,
      'ready',
    ]);
    expect(await call('sets.ensure', { set })).toMatchObject({ set, words: 4197, dimensions: 50 });
    await call('sets.import', { file: await openFile(fixture('glove50_4k.txt')), name: 'copy' });
    expect(await call('sets.remove', { set: 'copy' })).toEqual({ set: 'copy' });
    await expect(call('sets.ensure', { set: 'copy' })).rejects.toMatchObject({ code: 'unknown-set' });
  });

  it('are not imported from paths that a page names', async () => {
    await expect(call('files.open', { path: '/etc/passwd', mode: 'read' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(call('sets.import', { file: '/etc/passwd' })).rejects.toMatchObject({
      code: 'unknown-file',
    });
  });

  it('are named after the file that a person chose, wherever it lies', async () => {
    const path = join(dir, 'b64name');
    copyFileSync(fixture('glove50_4k.txt'), path);
    const file = await openFile(path, { name: 'my vectors.txt', isTemporary: true });
    const report = await call('sets.import', { file });
    expect(report).toMatchObject({ set: 'my vectors', words: 4197 });
    expect(await call('sets.details', { set: 'my vectors' })).toMatchObject({ source: 'my vectors.txt' });
    expect(existsSync(path)).toBe(false); // the copy has served its purpose
    await expect(call('sets.import', { file, name: 'again' })).rejects.toMatchObject({
      code: 'unknown-file',
    });
    await call('sets.remove', { set: 'my vectors' });
  });

  it('keep the file for another try where an import fails', async () => {
    const path = join(dir, 'odd.txt');
    const good = Array.from({ length: 20 }, (_, k) => `word${k} 1 2`);
    writeFileSync(path, [...good, ...Array<string>(10).fill('b 3 x')].join('\n'));
    const file = await openFile(path, { isTemporary: true });
    await expect(call('sets.import', { file })).rejects.toMatchObject({
      code: 'many-skipped',
      details: { skippedCount: 10, rowCount: 30 },
    });
    const report = await call('sets.import', { file, allowSkipped: true });
    expect(report).toMatchObject({ set: 'odd', words: 20, skippedCount: 10 });
    await call('sets.remove', { set: 'odd' });
  });

  it('tell how large they are, of what kind, and since when', async () => {
    const before = Date.now();
    const details = await call('sets.details', { set });
    expect(details).toMatchObject({ set, kind: 'own', words: 4197, source: 'glove50_4k.txt', license: '' });
    expect(details.sizeBytes).toBeGreaterThan(4197 * 50 * 5); // float32 and int8
    expect(details.sizeBytes).toBeLessThan(4197 * 50 * 5 + 200_000);
    expect(details.importedAt).toBeLessThanOrEqual(before);
    expect(await call('sets.details', {})).toMatchObject({
      kind: 'built-in',
      state: 'absent',
      importedAt: null,
      sizeBytes: 0,
      license: expect.stringContaining('Public Domain') as string,
    });
    await expect(call('sets.details', { set: 'none' })).rejects.toMatchObject({ code: 'unknown-set' });
  });

  it('keep what their import had to say, and what a person writes about them', async () => {
    const path = join(dir, 'facts.txt');
    writeFileSync(path, '5 2\na 3 4\nb 0 0\nc 6 x\nd 6 8\n');
    await call('sets.import', { file: await openFile(path), allowSkipped: true });
    const details = await call('sets.details', { set: 'facts' });
    expect(details).toMatchObject({
      ...{ format: 'word2vec', skippedCount: 1, zeroVectors: 1 },
      skipped: [{ line: 4, reason: expect.stringContaining('x') as string }],
      notes: [expect.stringContaining('5') as string],
      norms: { least: 0, median: 5, greatest: 10 },
    });
    const license = 'CC BY 4.0, from my thesis';
    expect(await call('sets.describe', { set: 'facts', license: ` ${license}\n` })).toEqual({
      ...details,
      license,
    });
    expect((await call('sets.details', { set: 'facts' })).license).toBe(license);
    await expect(call('sets.describe', { set: builtInSet, license })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(call('sets.describe', { set: 'none', license })).rejects.toMatchObject({
      code: 'unknown-set',
    });
    await call('sets.remove', { set: 'facts' });
  });

  it('are answered by the questions that ship with the app', async () => {
    const shipped = readFileSync(join(root, 'data/evaluations/google-analogies/questions-words.txt'), 'utf8');
    const own = await call('evaluate.analogies', { set, text: shipped, name: 'questions' });
    const result = await call('evaluate.builtIn', { set });
    expect(result).toEqual(own);
    expect(result).toMatchObject({ total: 19_544 });
    expect(result.sections).toHaveLength(14);
  });
});

describe('words', () => {
  it('are completed with their ranks', async () => {
    const found = await call('words.complete', { set, prefix: 'kin', limit: 2 });
    expect(found[0]).toMatchObject({ word: 'king' });
    expect(found[0]!.rank).toBeLessThan(found[1]!.rank);
  });

  it('have neighbors, with the terms of the expression', async () => {
    const answer = await call('words.neighbors', { set, expression: 'king - man + woman', top: 3 });
    expect(answer.terms.map(({ word, weight }) => [word, weight])).toEqual([
      ['king', 1],
      ['man', -1],
      ['woman', 1],
    ]);
    expect(answer.neighbors.map(({ word }) => word)).toEqual(['queen', 'prince', 'daughter']);
  });

  it('have a similarity, and are named as they were typed', async () => {
    const answer = await call('words.similarity', { set, a: 'King', b: 'queen' });
    expect(answer).toMatchObject({ a: 'King', b: 'queen', set });
    expect(answer.similarity).toBeCloseTo(0.783904, 5);
  });

  it('that are unknown come with suggestions', async () => {
    const asking = call('words.similarity', { set, a: 'kingg', b: 'queen' });
    await expect(asking).rejects.toMatchObject({
      code: 'unknown-word',
      details: { words: [{ word: 'kingg', suggestions: expect.arrayContaining(['king']) as string[] }] },
    });
  });

  it('answer analogies and similarity files', async () => {
    const text = readFileSync(fixture('analogies-excerpt.txt'), 'utf8');
    expect(await call('evaluate.analogies', { set, text, name: 'q' })).toMatchObject({
      used: 1516,
      correct: 944,
    });
    const pairs = 'king queen 9\nking car 1\ncat dog 8\n';
    expect(await call('evaluate.similarity', { set, text: pairs, name: 'p' })).toMatchObject({ used: 3 });
  });
});

describe('words that only the subwords of a set know', () => {
  const model = 'model';
  beforeAll(async () => {
    await call('sets.import', { file: await openFile(fixture('fasttext/skipgram.bin')), name: model });
  });

  it('are answered, and marked by having no rank', async () => {
    const answer = await call('words.neighbors', { set: model, expression: 'unkindness - the', top: 3 });
    expect(answer.terms).toEqual([
      { word: 'unkindness', rank: null, weight: 1 },
      { word: 'the', rank: expect.any(Number) as number, weight: -1 },
    ]);
    expect(answer.neighbors).toHaveLength(3);
    expect(answer.neighbors.map(({ word }) => word)).not.toContain('the');
  });

  it('have the cosine of the vectors that fastText prints', async () => {
    const { unknown, known } = printed['skipgram.bin']!;
    const [a, b] = [unknown[0]!, known[3]!];
    const dot = a.vector.reduce((sum, value, k) => sum + value * b.vector[k]!, 0);
    const cosine = dot / Math.hypot(...a.vector) / Math.hypot(...b.vector);
    const answer = await call('words.similarity', { set: model, a: a.word, b: b.word });
    expect(answer.similarity).toBeCloseTo(cosine, 6);
    expect(answer.fromSubwords).toEqual([a.word]);
    const twice = await call('words.similarity', { set: model, a: a.word, b: a.word });
    expect(twice.similarity).toBeCloseTo(1, 6);
    expect(twice.fromSubwords).toEqual([a.word]);
    expect(await call('words.similarity', { set: model, a: 'the', b: 'of' })).toMatchObject({
      fromSubwords: [],
    });
  });

  it('are announced by the details of the set', async () => {
    const rowCount = 92 + 500; // words and n-grams, of 8 numbers each
    const details = await call('sets.details', { set: model });
    expect(details.hasSubwords).toBe(true);
    expect(details.sizeBytes).toBeGreaterThan(rowCount * 32);
    expect(details.sizeBytes).toBeLessThan(rowCount * 32 + 92 * 100);
    expect((await call('sets.details', { set })).hasSubwords).toBe(false);
  });

  it('are placed into the map', async () => {
    const { indices } = await call('map.placeWords', {
      set: model,
      words: 50,
      list: ['unkindness'],
      neighbors: 4,
    });
    expect(indices).toHaveLength(4);
  });

  it('stay unknown where a set has no subwords for them', async () => {
    await call('sets.import', { file: await openFile(fixture('fasttext/no-subwords.bin')), name: 'whole' });
    const asking = call('words.neighbors', { set: 'whole', expression: 'unkindness' });
    await expect(asking).rejects.toMatchObject({ code: 'unknown-word' });
  });
});

describe('the map', () => {
  const size = { set, words: 300, neighbors: 10 };

  it('opens with words, a start layout, and no cached one', async () => {
    const map = await call('map.open', size);
    expect(map.words.split('\n').length).toBe(300);
    expect(map).toMatchObject({ set, setWords: 4197, cached: null });
    expect(map.pca.length).toBe(900);
    expect((await call('map.open', { ...size, dimensions: 2 })).pca.length).toBe(600);
  });

  it('has as many words as the set at most', async () => {
    const map = await call('map.open', { set, words: 50_000 });
    expect(map.words.split('\n').length).toBe(4197);
  });

  it.each(['cosine', 'euclidean'] as const)(
    'has exact neighbors by %s, each word itself first',
    async (metric) => {
      const { indices, distances } = await call('map.neighbors', { ...size, metric });
      expect(indices.length).toBe(3000);
      const index = await sets.open(set);
      const distance = (a: number, b: number): number => {
        const [x, y] = [index.vector(a), index.vector(b)];
        return metric === 'cosine'
          ? 1 - index.similarity(a, b)
          : Math.hypot(...x.map((value, k) => value - y[k]!));
      };
      for (const row of [0, 1, 299]) {
        const all = Array.from({ length: 300 }, (_, other) => (other === row ? -1 : distance(row, other)));
        const nearest = all
          .map((_, other) => other)
          .sort((a, b) => all[a]! - all[b]!)
          .slice(0, 10);
        expect([...indices.subarray(row * 10, row * 10 + 10)]).toEqual(nearest);
        expect(distances[row * 10]).toBe(0);
        expect(distances[row * 10 + 9]).toBeCloseTo(all[nearest[9]!]!, 5);
      }
    },
  );

  it('keeps a finished layout for the same settings only', async () => {
    const map = await call('map.open', size);
    const positions = map.pca.slice();
    const quality = await call('map.finish', { key: map.key, positions });
    expect(quality.sample).toBe(300);
    expect(quality.trustworthiness).toBeGreaterThan(0.5);
    expect((await call('map.open', size)).cached).toEqual({ positions, ...quality });
    expect((await call('map.open', { ...size, seed: 7 })).cached).toBeNull();
    expect((await call('map.open', { ...size, minDistance: 0.2 })).cached).toBeNull();
  });

  it('keeps nothing when it is told so, and refuses layouts that do not fit', async () => {
    const map = await call('map.open', { ...size, words: 100 });
    await call('map.finish', { key: map.key, positions: map.pca, save: false });
    expect((await call('map.open', { ...size, words: 100 })).cached).toBeNull();
    const finish = (input: CallerInput<'map.finish'>): Promise<unknown> => call('map.finish', input);
    await expect(finish({ key: map.key, positions: new Float32Array(5) })).rejects.toThrow(
      '100 x 3 coordinates',
    );
    await expect(finish({ key: 'no key', positions: map.pca })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const endless = map.pca.slice().fill(NaN);
    await expect(finish({ key: map.key, positions: endless })).rejects.toThrow('finite');
  });

  it('says where words outside of it stand', async () => {
    const index = await sets.open(set);
    const [inside = '', outside = ''] = [index.words.at(5), index.words.at(3000)];
    const { indices, distances } = await call('map.placeWords', {
      ...size,
      list: [outside, inside],
      neighbors: 4,
    });
    expect(indices.length).toBe(8);
    expect(Math.max(...indices)).toBeLessThan(300);
    expect([indices[4], distances[4]]).toEqual([5, 0]);
    const nearest = await index.nearest(index.vector(3000), { top: 4, limit: 300 });
    expect([...indices.subarray(0, 4)]).toEqual(nearest.map(({ row }) => row));
    await expect(call('map.placeWords', { ...size, list: ['qqqqqq'] })).rejects.toMatchObject({
      code: 'unknown-word',
    });
  });
});
