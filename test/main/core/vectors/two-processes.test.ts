import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtInSet } from '../../../../src/shared/built-in.ts';
import { AppError } from '../../../../src/shared/errors.ts';
import { importFile, startChildCore, type ChildCore } from '../../../support/faults/child-core.ts';
import {
  makeKnownSet,
  nearestRow,
  writeGloveText,
  type KnownSet,
} from '../../../support/faults/known-set.ts';
import { readStoredSets } from '../../../support/faults/stored-sets.ts';
import { temporaryDir } from './support.ts';

const small = makeKnownSet(3000, 60, 1);
const other = makeKnownSet(2000, 60, 2);
const large = makeKnownSet(40_000, 100, 3);

async function openCore(dataDir: string): Promise<ChildCore> {
  const core = startChildCore();
  onTestFinished(() => core.kill());
  await core.open(dataDir, { gloveFile: '/nowhere', shippedDir: '/nowhere' });
  return core;
}

const file = (set: KnownSet, name: string): { path: string; name: string } => ({
  path: writeGloveText(temporaryDir(), `${name}.txt`, set),
  name,
});

interface StoppedImport {
  readonly done: Promise<unknown>;
  readonly resume: () => void;
}

/** Begins to import in a process that stops in the middle of it. */
async function beginImport(core: ChildCore, set: KnownSet, name: string): Promise<StoppedImport> {
  let begun: (() => void) | undefined;
  const progress = new Promise<void>((resolve) => (begun = resolve));
  const done = importFile(core, file(set, name), {
    killPoint: { of: 'reports', count: 1, signal: 'SIGSTOP' },
    onProgress: () => begun?.(),
  });
  await Promise.race([progress, done]);
  return { done, resume: () => void process.kill(core.pid ?? 0, 'SIGCONT') };
}

function expectStored(dataDir: string, sets: Readonly<Record<string, KnownSet>>): void {
  const stored = readStoredSets(dataDir);
  try {
    expect(stored.problems()).toEqual([]);
    expect(stored.list().map(({ name }) => name)).toEqual(Object.keys(sets).toSorted());
    for (const [name, set] of Object.entries(sets)) expect(stored.difference(name, set), name).toBe('');
  } finally {
    stored.close();
  }
}

async function nearest(core: ChildCore, set: string, word: string): Promise<string | undefined> {
  const { neighbors } = await core.call('words.neighbors', { set, expression: word, top: 1 });
  return neighbors[0]?.word;
}

const inUse = (pid: number | undefined, purpose: string): object => ({
  code: 'in-use',
  message: expect.stringContaining(`process ${pid} (${purpose}) is changing the vector sets`) as string,
});

describe('while another process imports', () => {
  it('nothing else is imported, removed or renamed, and everything whole is searched', async () => {
    const dataDir = temporaryDir();
    const [importing, waiting] = [await openCore(dataDir), await openCore(dataDir)];
    await importFile(waiting, file(small, 'small'));
    const [sameName, otherName] = [file(other, 'large'), file(other, 'other')];
    const { done, resume } = await beginImport(importing, large, 'large');
    const refusal = inUse(importing.pid, 'importing large');
    await expect(importFile(waiting, sameName)).rejects.toMatchObject(refusal);
    await expect(importFile(waiting, otherName)).rejects.toMatchObject(refusal);
    await expect(waiting.call('sets.remove', { set: 'small' })).rejects.toMatchObject(refusal);
    await expect(waiting.call('sets.rename', { set: 'small', to: 'tiny' })).rejects.toMatchObject(refusal);
    expect(await nearest(waiting, 'small', small.words[7]!)).toBe(small.words[nearestRow(small, 7)]);
    // One that starts now leaves the unfinished part alone.
    const starting = await openCore(dataDir);
    expect(await starting.call('sets.list', {})).toContainEqual(
      expect.objectContaining({ set: 'large', state: 'importing' }),
    );
    await expect(starting.call('sets.ensure', { set: 'large' })).rejects.toMatchObject({ code: 'not-ready' });
    resume();
    await done;
    await expect(importFile(waiting, sameName)).rejects.toMatchObject({ code: 'set-exists' });
    await importFile(waiting, otherName);
    expectStored(dataDir, { small, large, other });
  });

  it('and is killed, its part goes with the next import', async () => {
    const dataDir = temporaryDir();
    const [importing, waiting] = [await openCore(dataDir), await openCore(dataDir)];
    const { done } = await beginImport(importing, large, 'large');
    done.catch(() => undefined);
    await importing.kill();
    expect((await waiting.call('sets.list', {})).find(({ set }) => set === 'large')?.state).not.toBe('ready');
    await importFile(waiting, file(other, 'large'));
    expectStored(dataDir, { large: other });
  });
});

describe('while another process searches', () => {
  /** Searches as long as it can; then fails with what ended it. */
  async function searchOn(core: ChildCore, set: string): Promise<never> {
    for (let row = 0; ; row = (row + 1) % small.words.length) {
      const word = small.words[row]!;
      await Promise.all([nearest(core, set, word), nearest(core, set, word)]);
    }
  }

  it('a set is removed and imported anew: searches end with that, and then find the new one', async () => {
    const dataDir = temporaryDir();
    const [searching, changing] = [await openCore(dataDir), await openCore(dataDir)];
    await importFile(changing, file(small, 'set'));
    const end = searchOn(searching, 'set').catch((error: unknown) => error);
    await sleep(50);
    await changing.call('sets.remove', { set: 'set' });
    await importFile(changing, file(other, 'set'));
    const error = await end;
    expect(error).toBeInstanceOf(AppError);
    // The set was gone, or it is another that does not have the word.
    expect(['unknown-set', 'not-ready', 'unknown-word']).toContain((error as AppError).code);
    expect(await nearest(searching, 'set', other.words[7]!)).toBe(other.words[nearestRow(other, 7)]);
    expectStored(dataDir, { set: other });
  });

  it('a set is renamed: it is found by its new name', async () => {
    const dataDir = temporaryDir();
    const [searching, changing] = [await openCore(dataDir), await openCore(dataDir)];
    await importFile(changing, file(small, 'old'));
    const end = searchOn(searching, 'old').catch((error: unknown) => error);
    await sleep(50);
    await changing.call('sets.rename', { set: 'old', to: 'new' });
    expect(await end).toMatchObject({ code: 'unknown-set' });
    expect(await nearest(searching, 'new', small.words[7]!)).toBe(small.words[nearestRow(small, 7)]);
    await expect(searching.call('sets.remove', { set: 'old' })).rejects.toMatchObject({
      code: 'unknown-set',
    });
    expectStored(dataDir, { new: small });
  });
});

describe('two processes at once', () => {
  it('import different sets: one comes first, and the other is told so', async () => {
    const dataDir = temporaryDir();
    const cores = [await openCore(dataDir), await openCore(dataDir)];
    const results = await Promise.allSettled(
      cores.map((core, place) => importFile(core, file(large, `set${place}`))),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as AppError).code)).toEqual(['in-use']);
    const [name] = results.flatMap((result, place) => (result.status === 'fulfilled' ? [`set${place}`] : []));
    expectStored(dataDir, { [name!]: large });
  });

  it('remove and rename the same set: one of them does', async () => {
    const dataDir = temporaryDir();
    const cores = [await openCore(dataDir), await openCore(dataDir)];
    for (let turn = 0; turn < 5; turn++) {
      await importFile(cores[0]!, file(other, 'set'));
      const [removed, renamed] = await Promise.allSettled([
        cores[turn % 2]!.call('sets.remove', { set: 'set' }),
        cores[1 - (turn % 2)]!.call('sets.rename', { set: 'set', to: 'kept' }),
      ]);
      const names = (await cores[0]!.call('sets.list', {})).map(({ set }) => set);
      const isKept = names.includes('kept');
      expect({ names, removed: removed.status, renamed: renamed.status }).toEqual({
        names: isKept ? [builtInSet, 'kept'] : [builtInSet],
        removed: isKept ? 'rejected' : 'fulfilled',
        renamed: isKept ? 'fulfilled' : 'rejected',
      });
      if (isKept) await cores[0]!.call('sets.remove', { set: 'kept' });
    }
  });
});
