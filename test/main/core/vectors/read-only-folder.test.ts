import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseName } from '../../../../src/main/core/store/database.ts';
import { importFile, startChildCore, type ChildCore } from '../../../support/faults/child-core.ts';
import { makeKnownSet, writeGloveText } from '../../../support/faults/known-set.ts';
import { canMount, onReadOnlyDisk } from '../../../support/faults/limited.ts';
import { readStoredSets } from '../../../support/faults/stored-sets.ts';
import { temporaryDir } from './support.ts';

const set = makeKnownSet(200, 8, 1);
const resources = { gloveFile: '/nowhere', shippedDir: '/nowhere' };

function startCore(command: readonly string[] = []): ChildCore {
  const core = startChildCore({ command });
  onTestFinished(() => core.kill());
  return core;
}

async function writeDataFolder(): Promise<string> {
  const dataDir = temporaryDir();
  const core = startCore();
  await core.open(dataDir, resources);
  await importFile(core, { path: writeGloveText(temporaryDir(), 'own.txt', set) });
  await core.end();
  return dataDir;
}

const readOnly = {
  code: 'database-read-only',
  message: expect.stringMatching(/cannot be written: make the file and its folder writable/) as string,
};

describe.skipIf(!canMount)('a data folder on a disk that cannot be written', () => {
  it('is refused with what to do, and stays as it is', async () => {
    const dataDir = await writeDataFolder();
    const before = readFileSync(join(dataDir, databaseName));
    await expect(startCore(onReadOnlyDisk(dataDir)).open(dataDir, resources)).rejects.toMatchObject(readOnly);
    expect(readdirSync(dataDir).toSorted()).toEqual(['import.lock', databaseName]);
    expect(readFileSync(join(dataDir, databaseName)).equals(before)).toBe(true);
    const core = startCore();
    await core.open(dataDir, resources);
    const stored = readStoredSets(dataDir);
    onTestFinished(() => stored.close());
    expect(stored.difference('own', set)).toBe('');
  });

  it('is refused with what to do when there is nothing in it yet', async () => {
    const dataDir = temporaryDir();
    await expect(startCore(onReadOnlyDisk(dataDir)).open(dataDir, resources)).rejects.toMatchObject(readOnly);
  });

  it('may hold a file that is imported into another folder', async () => {
    const fileDir = temporaryDir();
    const path = writeGloveText(fileDir, 'own.txt', set);
    const core = startCore(onReadOnlyDisk(fileDir));
    await core.open(temporaryDir(), resources);
    expect(await importFile(core, { path })).toMatchObject({ words: 200 });
  });
});
