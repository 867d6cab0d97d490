import { describe, expect, it } from 'vitest';
import type { SetDetails } from '../../../src/shared/domain.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Client } from '../../../src/shared/rpc/client.ts';
import { exportFileName } from '../../../src/renderer/state/export-formats.ts';
import { JobStore } from '../../../src/renderer/state/jobs.svelte.ts';
import { SetLibrary } from '../../../src/renderer/state/set-library.svelte.ts';

function detailsOf(set: string, license = ''): SetDetails {
  return {
    ...{ set, words: 2, dimensions: 3, source: 'f', state: 'ready', kind: 'own', format: 'glove' },
    ...{ importedAt: 1, sizeBytes: 24, license, skipped: [], skippedCount: 0, notes: [], norms: null },
    ...{ zeroVectors: 0, hasSubwords: false },
  };
}

const check = { total: 4, used: 2, correct: 1, accuracy: 0.5, sections: [] };

/** Answers each procedure by what the table says; an error is thrown. */
function createLibrary(answers: Record<string, unknown>) {
  const asked: [string, unknown][] = [];
  const call = (name: string, input: { set?: string }): Promise<unknown> => {
    asked.push([name, input]);
    const answer = answers[name];
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(
      typeof answer === 'function' ? (answer as (input: unknown) => unknown)(input) : answer,
    );
  };
  const jobs = new JobStore();
  // Only `call` is used.
  return { library: new SetLibrary({ call } as unknown as Client, jobs), jobs, asked };
}

describe('the page of sets', () => {
  it('reads the details of each set, and passes over one that has just gone', async () => {
    const gone = new AppError('unknown-set', 'gone');
    const { library } = createLibrary({
      'sets.details': ({ set }: { set: string }) => (set === 'b' ? Promise.reject(gone) : detailsOf(set)),
    });
    await library.load(['a', 'b', 'c']);
    expect([...library.details.keys()]).toEqual(['a', 'c']);
  });

  it('keeps what is known of a set when it gets another name', async () => {
    const { library } = createLibrary({
      'sets.details': ({ set }: { set: string }) => detailsOf(set),
      'evaluate.builtIn': check,
      'sets.rename': {},
    });
    await library.load(['a']);
    await library.check('a');
    library.toggle('a');
    expect(await library.rename('a', 'b')).toBeNull();
    expect([library.expanded, library.checks.get('b'), library.details.get('b')?.words]).toEqual([
      'b',
      check,
      2,
    ]);
    expect(library.checks.has('a')).toBe(false);
  });

  it('says why a name cannot be taken, and changes nothing', async () => {
    const { library } = createLibrary({ 'sets.rename': new AppError('set-exists', 'taken') });
    library.toggle('a');
    expect(await library.rename('a', 'b')).toMatchObject({ code: 'set-exists' });
    expect(library.expanded).toBe('a');
  });

  it('shows what a person wrote about a set at once', async () => {
    const { library } = createLibrary({ 'sets.describe': detailsOf('a', 'CC0') });
    expect(await library.describe('a', 'CC0')).toBeNull();
    expect(library.details.get('a')?.license).toBe('CC0');
  });

  it('forgets a removed set, and keeps one that could not be removed', async () => {
    const { library } = createLibrary({ 'sets.remove': { set: 'a' } });
    library.toggle('a');
    library.note('a', { kind: 'exported', name: 'a.bin' });
    expect(await library.remove('a')).toBeNull();
    expect([library.expanded, library.notes.size]).toEqual([null, 0]);
    const stuck = createLibrary({ 'sets.remove': new AppError('in-use', 'busy') });
    stuck.library.toggle('a');
    expect(await stuck.library.remove('a')).toMatchObject({ code: 'in-use' });
    expect(stuck.library.expanded).toBe('a');
  });

  it('leaves a check that failed to the foot', async () => {
    const { library, jobs } = createLibrary({ 'evaluate.builtIn': new AppError('internal', 'oh') });
    await library.check('a');
    expect(library.checks.size).toBe(0);
    expect(jobs.find('check', 'a')?.failure?.code).toBe('internal');
  });

  it('exports to where a person chose, and nowhere when they change their mind', async () => {
    const target = { file: 'h', name: 'mine.bin', address: null };
    const { library, asked } = createLibrary({ 'host.chooseTarget': target, 'sets.export': {} });
    await library.export('a/b', 'word2vec-binary');
    expect(asked).toEqual([
      ['host.chooseTarget', { name: 'a_b.bin' }],
      ['sets.export', { set: 'a/b', format: 'word2vec-binary', file: 'h' }],
    ]);
    expect(library.notes.get('a/b')).toEqual({ kind: 'exported', name: 'mine.bin' });
    const other = createLibrary({ 'host.chooseTarget': null });
    await other.library.export('a', 'glove');
    expect(other.asked).toHaveLength(1);
    expect(other.library.notes.size).toBe(0);
  });

  it('says at the set why it could not be exported', async () => {
    const target = { file: 'h', name: 'mine.txt', address: null };
    const failure = new AppError('disk-full', 'full');
    const { library } = createLibrary({ 'host.chooseTarget': target, 'sets.export': failure });
    await library.export('a', 'word2vec-text');
    expect(library.notes.get('a')).toMatchObject({ kind: 'failed', failure: { code: 'disk-full' } });
  });
});

describe('the name of an exported file', () => {
  it('tells set and format, and leaves out what no file system takes', () => {
    expect(exportFileName('glove', 'npy')).toBe('glove.npy');
    expect(exportFileName('a:b*?"<c>|\u0001', 'glove')).toBe('a_b____c___.glove.txt');
  });
});
