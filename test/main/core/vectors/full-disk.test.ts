import { describe, expect, it, onTestFinished } from 'vitest';
import { importFile, startChildCore } from '../../../support/faults/child-core.ts';
import {
  makeKnownSet,
  writeGloveText,
  writePackedNpy,
  type KnownSet,
} from '../../../support/faults/known-set.ts';
import { canMount, withFileLimit } from '../../../support/faults/limited.ts';
import { startOnSmallDisk, type SmallDisk } from '../../../support/faults/small-disk.ts';
import { readStoredSets } from '../../../support/faults/stored-sets.ts';
import { openDatabase } from '../../../../src/main/core/store/database.ts';
import { createSetStore } from '../../../../src/main/core/vectors/sets/set-store.ts';
import { builtInSet } from '../../../../src/shared/built-in.ts';
import { temporaryDir } from './support.ts';

const megabyte = 2 ** 20;
const small = makeKnownSet(3000, 100, 1);
const large = makeKnownSet(24_000, 100, 2);
const tiny = makeKnownSet(50, 8, 3);

/** Nothing ships, so that no other sets appear. */
const resources = { gloveFile: '/nowhere', shippedDir: '/nowhere' };

async function startSmallDisk(): Promise<SmallDisk> {
  const disk = await startOnSmallDisk(temporaryDir(), 12 * megabyte);
  onTestFinished(() => disk.core.kill());
  return disk;
}

const file = (set: KnownSet, name: string): { path: string; name: string } => ({
  path: writeGloveText(temporaryDir(), `${name}.txt`, set),
  name,
});

/** That the data folder holds exactly these sets, to the bit. */
function expectStored(dataDir: string, sets: Readonly<Record<string, KnownSet>>): void {
  const stored = readStoredSets(dataDir);
  try {
    expect(stored.problems()).toEqual([]);
    expect(stored.list().map(({ name }) => name)).toEqual(Object.keys(sets));
    for (const [name, set] of Object.entries(sets)) expect(stored.difference(name, set), name).toBe('');
  } finally {
    stored.close();
  }
}

const full = { code: 'disk-full', message: expect.stringMatching(/free some disk space/) as string };

describe.skipIf(!canMount)('on a disk that is too small', () => {
  it('an import ends with what to do, keeps what is there, and gives the room back', async () => {
    const disk = await startSmallDisk();
    const { core } = disk;
    await core.open(disk.dataDir, resources);
    await importFile(core, file(small, 'small'));
    const before = disk.freeBytes();
    await expect(importFile(core, file(large, 'large'))).rejects.toMatchObject(full);
    expect((await core.call('sets.list', {})).map(({ set }) => set)).toEqual([builtInSet, 'small']);
    expect(disk.freeBytes()).toBeGreaterThan(before - megabyte);
    await importFile(core, file(tiny, 'tiny'));
    await core.close();
    const copy = temporaryDir();
    disk.copyTo(copy);
    expectStored(copy, { small, tiny });
  });

  it.each([
    ['what is unpacked does not fit', makeKnownSet(30_000, 120, 4)],
    ['it fits, and the rows do not', large],
  ])('an import of a packed matrix ends so, too, where %s', async (_, set) => {
    const disk = await startSmallDisk();
    await disk.core.open(disk.dataDir, resources);
    const before = disk.freeBytes();
    const path = writePackedNpy(temporaryDir(), 'matrix', set);
    await expect(importFile(disk.core, { path, name: 'matrix' })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/free some/) as string,
    });
    expect(disk.freeBytes()).toBeGreaterThan(before - megabyte);
  });

  it('one can search when nothing is free, and remove and import with a little room', async () => {
    const disk = await startSmallDisk();
    const { core } = disk;
    await core.open(disk.dataDir, resources);
    await importFile(core, file(small, 'small'));
    await importFile(core, file(tiny, 'tiny'));
    const makeRoom = disk.fill();
    const { neighbors } = await core.call('words.neighbors', { set: 'small', expression: 'w1_7' });
    expect(neighbors.length).toBe(10);
    await expect(importFile(core, file(large, 'large'))).rejects.toMatchObject(full);
    await expect(core.call('sets.remove', { set: 'small' })).rejects.toMatchObject(full);
    makeRoom();
    disk.fill(megabyte / 4);
    await core.call('sets.remove', { set: 'small' });
    expect(disk.freeBytes()).toBeGreaterThan(megabyte);
    await importFile(core, file(tiny, 'again'));
    await core.close();
    const copy = temporaryDir();
    disk.copyTo(copy);
    expectStored(copy, { again: tiny, tiny });
  });

  it('the first start says so, and works once there is room', async () => {
    const disk = await startSmallDisk();
    const makeRoom = disk.fill();
    await expect(disk.core.open(disk.dataDir, resources)).rejects.toMatchObject(full);
    makeRoom();
    await disk.core.open(disk.dataDir, resources);
    await importFile(disk.core, file(tiny, 'tiny'));
  });

  it('a start that cannot clear up what was cut off uses what is whole', async () => {
    const disk = await startSmallDisk();
    const dataDir = temporaryDir();
    const core = startChildCore();
    onTestFinished(() => core.kill());
    await core.open(dataDir, resources);
    await importFile(core, file(small, 'small'));
    await core.end();
    const cut = { set: 'cut', state: 'incomplete' };
    const store = openDatabase(dataDir);
    createSetStore(store).begin({ name: 'cut', dimensions: 3, source: 'cut.txt' });
    store.close();
    disk.copyFrom(dataDir);
    const makeRoom = disk.fill();
    // Not even what SQLite needs beside a database that is in use.
    await expect(disk.core.open(disk.dataDir, resources)).rejects.toMatchObject(full);
    makeRoom();
    const makeMoreRoom = disk.fill(48 * 1024);
    await disk.core.open(disk.dataDir, resources);
    const { neighbors } = await disk.core.call('words.neighbors', { set: 'small', expression: 'w1_7' });
    expect(neighbors.length).toBe(10);
    expect(await disk.core.call('sets.list', {})).toContainEqual(expect.objectContaining(cut));
    await disk.core.close();
    makeMoreRoom();
    await disk.core.open(disk.dataDir, resources);
    expect(await disk.core.call('sets.list', {})).not.toContainEqual(expect.objectContaining(cut));
  });
});

describe.skipIf(process.platform === 'win32')('where files may not grow beyond a limit', () => {
  it('an import ends with what to do, and keeps what is there', async () => {
    const dataDir = temporaryDir();
    const core = startChildCore({ command: withFileLimit(8 * megabyte) });
    onTestFinished(() => core.kill());
    await core.open(dataDir, resources);
    await importFile(core, file(small, 'small'));
    await expect(importFile(core, file(large, 'large'))).rejects.toMatchObject(full);
    await importFile(core, file(tiny, 'tiny'));
    await core.end();
    expectStored(dataDir, { small, tiny });
  });
});
