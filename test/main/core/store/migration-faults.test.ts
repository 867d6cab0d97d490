import Database from 'better-sqlite3';
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseName } from '../../../../src/main/core/store/database.ts';
import { createImportLock } from '../../../../src/main/core/store/import-lock.ts';
import { schemaVersion } from '../../../../src/main/core/store/migrations.ts';
import { hasCode } from '../../../../src/shared/errors.ts';
import { startChildCore, type ChildCore } from '../../../support/faults/child-core.ts';
import { canMount } from '../../../support/faults/limited.ts';
import { startOnSmallDisk } from '../../../support/faults/small-disk.ts';
import { readStoredSets } from '../../../support/faults/stored-sets.ts';
import { oldSet, writeVersion1 } from '../../../support/faults/version-1.ts';
import { temporaryDir } from '../vectors/support.ts';

const resources = { gloveFile: '/nowhere', shippedDir: '/nowhere' };
const moments = 14;
const copyName = `${databaseName}.schema-1`;

function startCore(): ChildCore {
  const core = startChildCore();
  onTestFinished(() => core.kill());
  return core;
}

/** That the folder's database is of this version now, with all that the old one had, and the copy as it was before. */
function expectMigrated(dir: string): void {
  const stored = readStoredSets(dir);
  try {
    expect(stored.problems()).toEqual([]);
    expect(stored.schemaVersion()).toBe(schemaVersion);
    expect(stored.list().map(({ name }) => name)).toEqual(['old']);
    expect(stored.difference('old', oldSet)).toBe('');
  } finally {
    stored.close();
  }
  expectVersion1(join(dir, copyName));
  const expected = [databaseName, `${databaseName}-shm`, `${databaseName}-wal`, copyName, 'import.lock'];
  expect(readdirSync(dir).filter((name) => !expected.includes(name))).toEqual([]);
}

function expectVersion1(file: string): void {
  const db = new Database(file, { readonly: true });
  try {
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const blobs = db
      .prepare<[], Buffer>('SELECT vectors FROM vector_blocks ORDER BY first_row')
      .pluck()
      .all();
    expect(Buffer.concat(blobs).equals(Buffer.from(oldSet.vectors.buffer))).toBe(true);
  } finally {
    db.close();
  }
}

describe('a process that is killed while it brings a database to a new version', () => {
  it('leaves it as it was, or as it is to be, and the next start does the rest', async () => {
    const prepared = temporaryDir();
    writeVersion1(prepared);
    const copyPrepared = (): string => {
      const dir = temporaryDir();
      copyFileSync(join(prepared, databaseName), join(dir, databaseName));
      return dir;
    };
    let core = startCore();
    await core.started;
    const start = performance.now();
    await core.open(copyPrepared(), resources);
    const wholeMs = performance.now() - start;
    await core.close();

    let cutOff = 0;
    for (let moment = 0; moment < moments; moment++) {
      const dir = copyPrepared();
      const next = startCore();
      // By turns before one of the first statements, and at a time.
      const killPoint = moment % 2 === 0 ? { of: 'statements' as const, count: 9 + moment } : undefined;
      const opening = core.open(dir, resources, killPoint).catch((error: unknown) => {
        if (!hasCode(error, 'process-exited')) throw error;
        cutOff++;
      });
      await Promise.race([opening, sleep(killPoint ? 30_000 : (moment / moments) * wholeMs)]);
      await core.kill();
      await opening;
      core = next;
      await core.open(dir, resources);
      await core.close();
      expectMigrated(dir);
    }
    expect(cutOff).toBeGreaterThan(moments / 2);
  }, 120_000);
});

describe('bringing a database to a new version', () => {
  it('is done once where several processes start at the same moment', async () => {
    const dir = temporaryDir();
    writeVersion1(dir);
    const cores = [startCore(), startCore(), startCore()];
    await Promise.all(cores.map((core) => core.started));
    await Promise.all(cores.map((core) => core.open(dir, resources)));
    expectMigrated(dir);
  });

  it('waits for an import, and says so where that takes long', async () => {
    const dir = temporaryDir();
    const file = writeVersion1(dir);
    const release = createImportLock(dir).acquire('importing glove');
    onTestFinished(release);
    await expect(startCore().open(dir, resources)).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringMatching(/importing glove\) is changing the vector sets/) as string,
    });
    expectVersion1(file);
  });

  it('puts a new copy in the place of an old one, and clears an unfinished one away', async () => {
    const dir = temporaryDir();
    writeVersion1(dir);
    writeFileSync(join(dir, copyName), 'an older copy');
    writeFileSync(join(dir, `${copyName}.unfinished`), 'half a copy');
    writeFileSync(join(dir, `${copyName}.unfinished-journal`), 'its journal');
    await startCore().open(dir, resources);
    expectMigrated(dir);
  });

  it.skipIf(!canMount).each([
    [
      'the copy',
      1,
      /no room for the copy that is kept before it is changed: free some disk space \(about \d+ MB\)/,
    ],
    ['the change', 6.5, /free some disk space and try again/],
  ])('says what to do where there is no room for %s, and changes nothing', async (_, leaveMb, message) => {
    const disk = await startOnSmallDisk(temporaryDir(), 24 * 2 ** 20);
    onTestFinished(() => disk.core.kill());
    const prepared = temporaryDir();
    writeVersion1(prepared);
    disk.copyFrom(prepared);
    const makeRoom = disk.fill(leaveMb * 2 ** 20);
    const opening = disk.core.open(disk.dataDir, resources);
    await expect(opening).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(message) as string,
    });
    const copy = temporaryDir();
    disk.copyTo(copy);
    expectVersion1(join(copy, databaseName));
    expect(existsSync(join(copy, `${copyName}.unfinished`))).toBe(false);
    makeRoom();
    await disk.core.open(disk.dataDir, resources);
    await disk.core.close();
    const after = temporaryDir();
    disk.copyTo(after);
    expectMigrated(after);
  });
});
