import {
  appendFileSync,
  closeSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets, type VectorSets } from '../../../../../src/main/core/vectors/sets/vector-sets.ts';
import { builtInSet } from '../../../../../src/shared/built-in.ts';
import { npyBytes } from './formats/npy/npy-file.ts';
import { makeKnownSet, toGloveText } from '../../../../support/faults/known-set.ts';
import { openKernels, temporaryDir } from '../support.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => kernels.dispose());

function openSets(): VectorSets {
  const store = openDatabase(temporaryDir());
  const sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
  onTestFinished(async () => {
    await sets.dispose();
    store.close();
  });
  return sets;
}

const set = makeKnownSet(40_000, 60, 1);
const { words, vectors, dimensions } = set;
const matrix = (isByColumns: boolean): Buffer =>
  npyBytes(
    `{'descr': '<f4', 'fortran_order': ${isByColumns ? 'True' : 'False'}, 'shape': (${words.length}, ${dimensions}), }`,
    new Uint8Array(vectors.buffer),
  );

/** One set in several forms, by the names of their files: of some megabytes, so that they are read in several pieces. */
const forms: Readonly<Record<string, () => Buffer>> = {
  'v.txt': () => Buffer.from(toGloveText(set)),
  'v.txt.gz': () => gzipSync(toGloveText(set), { level: 1 }),
  'v.npy': () => matrix(false),
  // Its rows lie across the file, which is read by position.
  'by-columns.npy': () => matrix(true),
};

/** Other bytes in the place of some near the end. */
function overwrite(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, '7', Math.floor(statSync(path).size * 0.8));
  closeSync(file);
}

const changes: readonly (readonly [what: string, change: (path: string) => void])[] = [
  ['grows', (path) => appendFileSync(path, 'more 1 2 3\n')],
  ['is cut short', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['is written over', overwrite],
];

describe.each(Object.entries(forms))('%s, when it changes while it is imported,', (name, makeBytes) => {
  const bytes = makeBytes();

  function writeWhole(): string {
    const dir = temporaryDir();
    writeFileSync(join(dir, name), bytes);
    // The words of a matrix.
    if (name.endsWith('.npy')) writeFileSync(join(dir, name.replace('.npy', '.txt')), words.join('\n'));
    return join(dir, name);
  }

  /** Imports it, and does something to the file at the first report of progress. */
  async function importChanging(sets: VectorSets, change: (path: string) => void): Promise<unknown> {
    const path = writeWhole();
    let isChanged = false;
    const report = (): void => {
      if (!isChanged) change(path);
      isChanged = true;
    };
    const done = await sets.importFile({ path }, { report });
    expect(isChanged).toBe(true);
    return done;
  }

  it.each(changes)('is refused when it %s, and nothing of it stays', async (_, change) => {
    const sets = openSets();
    await expect(importChanging(sets, change)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/^\S+ (was changed|became shorter) while it was read/) as string,
    });
    expect(sets.list().map(({ set }) => set)).toEqual([builtInSet]);
    expect((await sets.importFile({ path: writeWhole() })).words).toBe(words.length);
  });

  it.skipIf(process.platform === 'win32')('is read to its end when it is deleted', async () => {
    const done = await importChanging(openSets(), (path) => rmSync(path));
    expect(done).toMatchObject({ words: words.length, dimensions, skippedCount: 0 });
  });
});
