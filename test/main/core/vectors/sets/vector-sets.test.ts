import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Store } from '../../../../../src/main/core/store/database.ts';
import { createImportLock } from '../../../../../src/main/core/store/import-lock.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets, type VectorSets } from '../../../../../src/main/core/vectors/sets/vector-sets.ts';
import { builtInSet } from '../../../../../src/shared/built-in.ts';
import type { Progress } from '../../../../../src/shared/progress.ts';
import { fixture, numberedWords, openKernels, randomNumbers, root, temporaryDir } from '../support.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => kernels.dispose());

/** A small stand-in for the built-in package, in the package's form. */
function writePackage(dir: string, rowCount: number, dimensions = 4): string {
  const words = numberedWords(rowCount);
  const values = randomNumbers(rowCount * dimensions, 1);
  const rows = words.map(
    (word, row) =>
      `"${word}":[${values.subarray(row * dimensions, (row + 1) * dimensions).join(',')},1,${row}]`,
  );
  const head = `"wordIndex":${dimensions + 1},"size":${rowCount},"dimensions":${dimensions},"words":${JSON.stringify(words)}`;
  const path = join(dir, 'package.json');
  writeFileSync(path, `{${head},"vectors":{${rows.join(',')}}}`);
  return path;
}

interface Opened {
  readonly sets: VectorSets;
  readonly store: Store;
  readonly changes: () => number;
}

function open(dir: string, gloveFile = '/nowhere/package.json'): Opened {
  const store = openDatabase(dir);
  let changes = 0;
  const sets = createVectorSets({ store, kernels, resources: { gloveFile }, onChange: () => changes++ });
  onTestFinished(async () => {
    await sets.dispose();
    store.close();
  });
  return { sets, store, changes: () => changes };
}

function writeVectors(dir: string, rowCount: number, name = 'own.txt'): string {
  const path = join(dir, name);
  writeFileSync(
    path,
    numberedWords(rowCount)
      .map((word, row) => `${word} ${row} 1 2`)
      .join('\n'),
  );
  return path;
}

describe('importing a file', () => {
  it('makes a set that is listed, searched, and there at the next start', async () => {
    const dir = temporaryDir();
    const first = open(dir);
    const report = await first.sets.importFile({ path: fixture('glove50_4k.txt') });
    expect(report).toMatchObject({ set: 'glove50_4k', format: 'word2vec', words: 4197, dimensions: 50 });
    expect(report).toMatchObject({ skipped: [], skippedCount: 0 });
    expect(first.changes()).toBe(1);
    const { sets } = open(dir);
    expect(sets.info('glove50_4k')).toEqual({
      set: 'glove50_4k',
      words: 4197,
      dimensions: 50,
      source: 'glove50_4k.txt',
      state: 'ready',
    });
    const index = await sets.open('glove50_4k');
    expect(index.words.length).toBe(4197);
    expect(index.vector(0)[0]).toBe(Math.fround(0.418));
  });

  it('refuses a name that is taken, and keeps the set that has it', async () => {
    const dir = temporaryDir();
    const { sets } = open(dir);
    await sets.importFile({ path: writeVectors(dir, 10), name: 'mine' });
    const again = sets.importFile({ path: writeVectors(dir, 20), name: 'mine' });
    await expect(again).rejects.toMatchObject({ code: 'set-exists' });
    expect(sets.info('mine').words).toBe(10);
  });

  it('leaves nothing behind when the file is bad or not there', async () => {
    const dir = temporaryDir();
    const { sets } = open(dir);
    writeFileSync(join(dir, 'bad.txt'), 'a 1 2\nb 3 4\n' + 'c\n'.repeat(9));
    await expect(sets.importFile({ path: join(dir, 'bad.txt') })).rejects.toMatchObject({ code: 'bad-file' });
    await expect(sets.importFile({ path: join(dir, 'no.txt') })).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(sets.importFile({ path: join(dir, 'bad.txt'), format: 'hdf5' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(sets.list().map(({ set }) => set)).toEqual([builtInSet]);
  });

  it('leaves nothing behind when it is canceled', async () => {
    const dir = temporaryDir();
    const { sets, store } = open(dir);
    const controller = new AbortController();
    const importing = sets.importFile(
      { path: writeVectors(dir, 400_000) },
      { signal: controller.signal, report: () => controller.abort() },
    );
    await expect(importing).rejects.toMatchObject({ code: 'canceled' });
    expect(sets.list().map(({ set }) => set)).toEqual([builtInSet]);
    expect(countBlocks(store)).toBe(0);
    await sets.importFile({ path: writeVectors(dir, 10) });
  });

  it('says that the disk is full, and loses nothing', async () => {
    const dir = temporaryDir();
    const { sets, store } = open(dir);
    await sets.importFile({ path: writeVectors(dir, 10, 'small.txt') });
    const pages = store.db.pragma('page_count', { simple: true }) as number;
    store.db.pragma(`max_page_count = ${pages + 20}`);
    const importing = sets.importFile({ path: writeVectors(dir, 100_000) });
    await expect(importing).rejects.toMatchObject({ code: 'disk-full' });
    expect(sets.list().map(({ set, state }) => [set, state])).toEqual([
      [builtInSet, 'absent'],
      ['small', 'ready'],
    ]);
    expect((await sets.open('small')).words.length).toBe(10);
  });

  it('is refused while another one runs, and does not disturb it', async () => {
    const dir = temporaryDir();
    const [a, b] = [open(dir), open(dir)];
    const path = writeVectors(dir, 900_000);
    const small = writeVectors(dir, 10, 'small.txt');
    let second: Promise<unknown> | undefined;
    const first = a.sets.importFile(
      { path, name: 'first' },
      {
        report: () => {
          second ??= b.sets.importFile({ path: small, name: 'second' });
          second.catch(() => undefined);
        },
      },
    );
    expect((await first).words).toBe(900_000);
    await expect(second).rejects.toMatchObject({ code: 'in-use' });
  });
});

describe('a set', () => {
  it('can be added by the app itself', async () => {
    const { sets } = open(temporaryDir());
    const vectors = randomNumbers(3 * 5, 1);
    const info = await sets.add({ set: 'twin', words: ['a', 'b', 'c'], vectors, source: 'an encoder' });
    expect(info).toMatchObject({
      set: 'twin',
      words: 3,
      dimensions: 5,
      source: 'an encoder',
      state: 'ready',
    });
    expect([...(await sets.open('twin')).vector(2)]).toEqual([...vectors.subarray(10)]);
  });

  it('refuses words and vectors that do not match', async () => {
    const { sets } = open(temporaryDir());
    const adding = sets.add({ set: 'odd', words: ['a', 'b'], vectors: new Float32Array(5), source: '' });
    await expect(adding).rejects.toMatchObject({ code: 'invalid-input' });
    expect(sets.list().length).toBe(1);
  });

  it('that is removed is gone, from memory too', async () => {
    const dir = temporaryDir();
    const { sets, store } = open(dir);
    const pageCount = (): number => store.db.pragma('page_count', { simple: true }) as number;
    const before = pageCount();
    await sets.importFile({ path: writeVectors(dir, 200_000) });
    await sets.open('own');
    await sets.remove('own');
    expect(countBlocks(store)).toBe(0);
    expect(pageCount()).toBeLessThan(before + 10); // its space was given back
    await expect(sets.open('own')).rejects.toMatchObject({ code: 'unknown-set' });
    await expect(sets.remove('own')).rejects.toThrow(/no set named own: expected one of glove-6b-100d/);
  });

  it('that is removed while it is searched ends the searches with that', async () => {
    const dir = temporaryDir();
    const { sets } = open(dir);
    await sets.importFile({ path: writeVectors(dir, 50_000) });
    const index = await sets.open('own');
    const queries = Float32Array.from({ length: 30 }, (_, place) => place + 1);
    const searches = Array.from({ length: 20 }, () => [
      index.nearest(queries.subarray(0, 3), { top: 5 }),
      index.nearestMany(queries, { top: 5 }),
    ]).flat();
    const ended = Promise.allSettled(searches);
    await sets.remove('own');
    for (const result of await ended) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'not-ready' });
    }
    await expect(index.nearest(queries.subarray(0, 3), { top: 5 })).rejects.toMatchObject({
      code: 'not-ready',
      message: expect.stringMatching(/closed/) as string,
    });
  });

  it('that another process replaced is read anew', async () => {
    const dir = temporaryDir();
    const [a, b] = [open(dir), open(dir)];
    await a.sets.importFile({ path: writeVectors(dir, 10) });
    const old = a.sets.importId('own');
    expect((await a.sets.open('own')).words.length).toBe(10);
    await b.sets.remove('own');
    await b.sets.importFile({ path: writeVectors(dir, 20) });
    expect((await a.sets.open('own')).words.length).toBe(20);
    expect(a.sets.importId('own')).not.toBe(old);
  });

  it('keeps everything but its name when it is renamed', async () => {
    const dir = temporaryDir();
    const { sets, changes } = open(dir);
    await sets.importFile({ path: writeVectors(dir, 10) });
    const index = await sets.open('own');
    const importId = sets.importId('own');
    const before = changes();
    expect(await sets.rename('own', 'mine')).toMatchObject({ set: 'mine', words: 10, state: 'ready' });
    expect(changes()).toBe(before + 1);
    expect(await sets.open('mine')).toBe(index); // nothing is loaded again
    expect(sets.importId('mine')).toBe(importId);
    expect(sets.nameOf(importId)).toBe('mine');
    await expect(sets.open('own')).rejects.toMatchObject({ code: 'unknown-set' });
    expect(await sets.rename('mine', 'mine')).toMatchObject({ set: 'mine' });
  });

  it('takes no name that another has, and none from a set of the app', async () => {
    const dir = temporaryDir();
    const { sets } = open(dir, writePackage(dir, 20));
    await sets.importFile({ path: writeVectors(dir, 10), name: 'a' });
    await sets.importFile({ path: writeVectors(dir, 20), name: 'b' });
    const twin = { words: ['a'], vectors: Float32Array.of(1), source: 'static twin of e, layer 1' };
    await sets.add({ set: 'twin', ...twin });
    await sets.open(builtInSet);
    for (const taken of ['b', builtInSet]) {
      await expect(sets.rename('a', taken)).rejects.toMatchObject({
        code: 'set-exists',
        details: { set: taken },
      });
    }
    await expect(sets.rename(builtInSet, 'c')).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(sets.rename('twin', 'c')).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(sets.rename('none', 'c')).rejects.toMatchObject({ code: 'unknown-set' });
    expect((await sets.open('a')).words.length).toBe(10);
  });

  it('whose blocks are damaged says so, when they are read', async () => {
    const dir = temporaryDir();
    const { sets, store } = open(dir);
    const damage = (sql: string): unknown => store.db.prepare(sql).run();
    for (const sql of [
      'UPDATE word_blocks SET words = zeroblob(8)',
      'UPDATE code_blocks SET codes = zeroblob(8)',
    ]) {
      await sets.importFile({ path: writeVectors(dir, 10) });
      damage(sql);
      await expect(sets.open('own')).rejects.toMatchObject({ code: 'database-damaged' });
      await sets.remove('own');
    }
    await sets.importFile({ path: writeVectors(dir, 10) });
    const index = await sets.open('own');
    damage('UPDATE vector_blocks SET vectors = zeroblob(8)');
    expect(() => index.vector(0)).toThrow(/rows from 0, is damaged/);
  });
});

describe('the built-in set', () => {
  it('is listed as absent, imported when it is opened, and loaded after that', async () => {
    const dir = temporaryDir();
    const first = open(dir, writePackage(dir, 2000));
    expect(first.sets.list()).toEqual([
      expect.objectContaining({ set: builtInSet, words: 341_479, dimensions: 100, state: 'absent' }),
    ]);
    const phases = new Set<string>();
    const index = await first.sets.open(builtInSet, { report: ({ phase }) => phases.add(phase) });
    expect(index.words.length).toBe(2000);
    expect([...phases]).toEqual(['import', 'load']);
    expect(await open(dir).sets.open(builtInSet)).toHaveProperty('words.length', 2000);
  });

  it('is imported once for all who wait, who all see how far it is', async () => {
    const dir = temporaryDir();
    const { sets, changes } = open(dir, writePackage(dir, 2000));
    const seen: Progress[][] = [[], []];
    const opened = await Promise.all(
      seen.map((list) => sets.open(builtInSet, { report: (progress) => list.push(progress) })),
    );
    expect(opened[0]).toBe(opened[1]);
    expect(changes()).toBe(1);
    expect(seen[0]!.length).toBeGreaterThan(0);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('goes on when one of those who wait cancels, and stops when the last does', async () => {
    const dir = temporaryDir();
    const { sets, store } = open(dir, writePackage(dir, 100_000));
    const [one, other] = [new AbortController(), new AbortController()];
    const first = sets.open(builtInSet, { signal: one.signal });
    const second = sets.open(builtInSet, { signal: other.signal, report: () => one.abort() });
    await expect(first).rejects.toMatchObject({ code: 'canceled' });
    expect((await second).words.length).toBe(100_000);
    await sets.remove(builtInSet);
    const third = sets.open(builtInSet, { signal: other.signal, report: () => other.abort() });
    await expect(third).rejects.toMatchObject({ code: 'canceled' });
    expect((await sets.open(builtInSet)).words.length).toBe(100_000);
    expect(store.db.prepare('SELECT count(*) FROM sets').pluck().get()).toBe(1);
  });

  it('is not there after an import that failed, which can be tried again', async () => {
    const dir = temporaryDir();
    const { sets } = open(dir);
    await expect(sets.open(builtInSet)).rejects.toMatchObject({ code: 'file-not-found' });
    expect(sets.info(builtInSet).state).toBe('absent');
  });

  it('is waited for while another process imports it', async () => {
    const dir = temporaryDir();
    const path = writePackage(dir, 2000);
    const { sets } = open(dir, path);
    const release = createImportLock(dir).acquire('importing glove');
    const waiting = sets.open(builtInSet);
    await sleep(100);
    release();
    expect((await waiting).words.length).toBe(2000);
  });
});

describe('an import that was killed', () => {
  it('leaves no half set, and is begun again at the next start', async () => {
    const dir = temporaryDir();
    const path = writePackage(dir, 60_000, 60);
    const child = startImport(dir, path);
    const { sets, store } = open(dir, path);
    while (countBlocks(store) < 1) await sleep(5);
    expect(sets.info(builtInSet)).toMatchObject({ state: 'importing' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(sets.info(builtInSet).state).toBe('incomplete');
    expect(sets.info(builtInSet).words).toBeLessThan(60_000);
    expect(() => sets.importId(builtInSet)).toThrow(/its state is incomplete/);

    const next = open(dir, path);
    expect(next.sets.info(builtInSet).state).toBe('absent');
    expect(countBlocks(next.store)).toBe(0);
    expect((await next.sets.open(builtInSet)).words.length).toBe(60_000);
  });
});

function countBlocks(store: Store): number {
  return store.db.prepare('SELECT count(*) FROM vector_blocks').pluck().get() as number;
}

/** The same import in a process of its own, to be killed. */
function startImport(dir: string, gloveFile: string): ReturnType<typeof spawn> {
  const core = join(root, 'src/main/core');
  const resources = {
    kernelsFile: join(root, 'out/main/kernels.wasm'),
    kernelWorkerFile: join(core, 'vectors/kernels/kernel-worker.ts'),
    gloveFile,
  };
  const script = `
    import { openDatabase } from ${JSON.stringify(join(core, 'store/database.ts'))};
    import { createKernels } from ${JSON.stringify(join(core, 'vectors/kernels/kernels.ts'))};
    import { createVectorSets } from ${JSON.stringify(join(core, 'vectors/sets/vector-sets.ts'))};
    const resources = ${JSON.stringify(resources)};
    const kernels = await createKernels({ resources, threads: 1 });
    const sets = createVectorSets({ store: openDatabase(${JSON.stringify(dir)}), kernels, resources });
    await sets.open('${builtInSet}');`;
  expect(existsSync(resources.kernelsFile)).toBe(true);
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: 'ignore' });
}
