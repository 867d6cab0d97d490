import Database from 'better-sqlite3';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Store } from '../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets } from '../../../../src/main/core/vectors/sets/vector-sets.ts';
import { oldSet, writeVersion1 } from '../../../support/faults/version-1.ts';
import { openKernels, temporaryDir } from '../vectors/support.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => kernels.dispose());

const { dimensions, words, vectors } = oldSet;

function open(dir: string): Store {
  const store = openDatabase(dir);
  onTestFinished(() => store.close());
  return store;
}

describe('a database of version 1', () => {
  it('keeps its sets to the bit, and is searched as before', async () => {
    const dir = temporaryDir();
    writeVersion1(dir);
    const store = open(dir);
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(store.db.pragma('foreign_key_check')).toEqual([]);
    const sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
    onTestFinished(() => sets.dispose());
    expect(sets.info('old')).toMatchObject({ words: 12_000, dimensions, source: 'old.txt', state: 'ready' });
    expect(sets.importId('old')).toBe('import-1');
    const index = await sets.open('old');
    expect(index.words.join(words.length)).toBe(words.join('\n'));
    for (const row of [0, 162, 163, 5241, 5242, 5243, 11_999]) {
      expect(index.vector(row)).toEqual(vectors.slice(row * dimensions, (row + 1) * dimensions));
    }
    const [first] = await index.nearest(index.vector(7777), { top: 1 });
    expect(first?.row).toBe(7777);
    expect(store.db.prepare('SELECT count(*) FROM layouts').pluck().get()).toBe(1);
  });

  it('gets codes once, for every later start', async () => {
    const dir = temporaryDir();
    writeVersion1(dir);
    const store = open(dir);
    const count = (): unknown => store.db.prepare('SELECT sum(row_count) FROM code_blocks').pluck().get();
    expect(count()).toBeNull();
    const sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
    onTestFinished(() => sets.dispose());
    await sets.open('old');
    expect(count()).toBe(12_000);
  });

  it('is copied before it is changed, whole', () => {
    const dir = temporaryDir();
    const file = writeVersion1(dir);
    open(dir);
    const copy = new Database(`${file}.schema-1`, { readonly: true });
    onTestFinished(() => void copy.close());
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.prepare('SELECT sum(row_count) FROM vector_blocks').pluck().get()).toBe(12_000);
    expect(existsSync(`${file}.schema-1.unfinished`)).toBe(false);
  });

  it('stays as it is where no copy can be made', () => {
    const dir = temporaryDir();
    const file = writeVersion1(dir);
    // A folder in the place of the unfinished copy that is not empty cannot be written over.
    const inTheWay = `${file}.schema-1.unfinished`;
    mkdirSync(inTheWay);
    writeFileSync(join(inTheWay, 'x'), '');
    expect(() => openDatabase(dir)).toThrow();
    const db = new Database(file);
    onTestFinished(() => void db.close());
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(db.prepare('SELECT sum(row_count) FROM vector_blocks').pluck().get()).toBe(12_000);
  });
});
