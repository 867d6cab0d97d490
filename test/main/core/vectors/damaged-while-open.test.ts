import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseName } from '../../../../src/main/core/store/database.ts';
import { importFile, startChildCore, type ChildCore } from '../../../support/faults/child-core.ts';
import { makeKnownSet, nearestRow, writeGloveText } from '../../../support/faults/known-set.ts';
import { readStoredSets } from '../../../support/faults/stored-sets.ts';
import { temporaryDir } from './support.ts';

const set = makeKnownSet(8000, 100, 1);
const pageBytes = 16_384;

async function openCore(dataDir: string): Promise<ChildCore> {
  const core = startChildCore();
  onTestFinished(() => core.kill());
  await core.open(dataDir, { gloveFile: '/nowhere', shippedDir: '/nowhere' });
  return core;
}

/** Nonsense in the place of everything from `page` on. */
function writeOver(file: string, page: number): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  writeSync(
    handle,
    Buffer.alloc(size - page * pageBytes, 0xff),
    0,
    size - page * pageBytes,
    page * pageBytes,
  );
  closeSync(handle);
}

const damages: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  ['is cut short', (file) => truncateSync(file, 40 * pageBytes)],
  ['is written over', (file) => writeOver(file, 40)],
];

describe.each(damages)('a database that %s while a set of it is open', (_, damage) => {
  it('says so in a search, and is set aside at the next start, whole as it is', async () => {
    const dataDir = temporaryDir();
    const file = join(dataDir, databaseName);
    const core = await openCore(dataDir);
    await importFile(core, { path: writeGloveText(temporaryDir(), 'own.txt', set) });
    await core.call('sets.ensure', { set: 'own' });
    damage(file);
    const searches = await Promise.allSettled(
      set.words
        .filter((_word, row) => row % 100 === 0)
        .map((word) => core.call('words.neighbors', { set: 'own', expression: word })),
    );
    const failures = searches.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        code: 'database-damaged',
        message: expect.stringContaining('is damaged: start again, and it is set aside') as string,
      });
    }
    await core.kill();

    const again = await openCore(dataDir);
    const { databaseSetAside } = await again.call('app.info', {});
    expect(existsSync(databaseSetAside!)).toBe(true);
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.suspect'))).toEqual([]);
    await importFile(again, { path: writeGloveText(temporaryDir(), 'own.txt', set) });
    const { neighbors } = await again.call('words.neighbors', {
      set: 'own',
      expression: set.words[7]!,
      top: 1,
    });
    expect(neighbors[0]?.word).toBe(set.words[nearestRow(set, 7)]);
    const stored = readStoredSets(dataDir);
    onTestFinished(() => stored.close());
    expect(stored.difference('own', set)).toBe('');
  });
});

describe('a damaged database that several processes meet at the same start', () => {
  it('is set aside once, and all use the new one', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const dataDir = temporaryDir();
      writeFileSync(join(dataDir, databaseName), 'no database '.repeat(10_000));
      const cores = [startChildCore(), startChildCore(), startChildCore()];
      onTestFinished(() => Promise.all(cores.map((core) => core.kill())).then(() => undefined));
      await Promise.all(cores.map((core) => core.started));
      await Promise.all(
        cores.map((core) => core.open(dataDir, { gloveFile: '/nowhere', shippedDir: '/nowhere' })),
      );
      const names = readdirSync(dataDir).filter((name) => name.includes('damaged'));
      expect(names.length, names.join()).toBe(1);
      await importFile(cores[0]!, {
        path: writeGloveText(temporaryDir(), 'own.txt', makeKnownSet(10, 3, 1)),
      });
      for (const core of cores) {
        expect((await core.call('sets.list', {})).map((info) => info.set)).toContain('own');
      }
    }
  });
});
