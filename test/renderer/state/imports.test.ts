import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportReport } from '../../../src/shared/domain.ts';
import { AppError, type ErrorCode } from '../../../src/shared/errors.ts';
import type { CallOptions, Client } from '../../../src/shared/rpc/client.ts';
import type { ChosenFile, ImportStage } from '../../../src/renderer/state/import-item.ts';
import { ImportStore } from '../../../src/renderer/state/imports.svelte.ts';

interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly options: CallOptions;
  readonly answer: (value: unknown) => void;
  readonly fail: (code: ErrorCode, details?: unknown) => void;
}

const report: ImportReport = {
  ...{
    set: 's',
    format: 'glove',
    words: 3,
    dimensions: 2,
    skipped: [],
    skippedCount: 0,
    notes: [],
    seconds: 1,
  },
};

function opened(name: string): ChosenFile {
  return { kind: 'opened', name, file: { file: `handle of ${name}`, name, sizeBytes: 10 } };
}

function local(name: string): ChosenFile {
  return { kind: 'local', name, file: new File(['12345'], name) };
}

/** A store whose calls are answered by the test, and whose uploads answer at once. */
function createSetup() {
  const calls: Call[] = [];
  const uploads: string[] = [];
  const imported: string[] = [];
  const call = (name: string, input: Record<string, unknown>, options: CallOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
      const fail = (code: ErrorCode, details?: unknown): void =>
        reject(new AppError(code, code, { details }));
      calls.push({ name, input, options, answer: resolve, fail });
      if (name === 'files.close') resolve({});
    });
  const store = new ImportStore(
    // Only `call` is used.
    { call } as unknown as Client,
    (file, { onProgress }) => {
      uploads.push(file.name);
      onProgress({ phase: 'upload', done: 1, total: 5 });
      return Promise.resolve({ file: `upload ${uploads.length}`, name: file.name, sizeBytes: file.size });
    },
    { onImported: ({ set }) => imported.push(set), onShow: () => undefined },
  );
  const imports = (): Call[] => calls.filter(({ name }) => name === 'sets.import');
  const closed = (): unknown[] =>
    calls.filter(({ name }) => name === 'files.close').map(({ input }) => input.file);
  const stages = (): ImportStage['kind'][] => store.items.map(({ stage }) => stage.kind);
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { store, imports, closed, stages, uploads, imported, settle };
}

afterEach(() => vi.useRealTimers());

describe('imports', () => {
  it('run one after the other, each with its progress', async () => {
    const { store, imports, stages, imported, settle } = createSetup();
    store.add([opened('a.txt'), opened('b.txt'), opened('c.txt')]);
    await settle();
    expect(stages()).toEqual(['running', 'waiting', 'waiting']);
    expect(store.jobs.map(({ subject, state }) => [subject, state])).toEqual([
      ['a.txt', 'running'],
      ['b.txt', 'waiting'],
      ['c.txt', 'waiting'],
    ]);
    imports()[0]?.options.onProgress?.({ phase: 'import', done: 4, total: 10, timeLeftMs: 5 });
    expect(store.jobs[0]?.progress).toMatchObject({ done: 4, timeLeftMs: 5 });
    imports()[0]?.answer({ ...report, set: 'a' });
    await settle();
    expect(store.items.map(({ name, stage }) => [name, stage.kind])).toEqual([
      ['b.txt', 'running'],
      ['c.txt', 'waiting'],
    ]);
    imports()[1]?.answer({ ...report, set: 'b' });
    await settle();
    imports()[2]?.answer({ ...report, set: 'c' });
    await settle();
    expect(imported).toEqual(['a', 'b', 'c']);
    expect(store.items).toEqual([]);
    expect(imports().map(({ input }) => input)).toEqual([
      { file: 'handle of a.txt' },
      { file: 'handle of b.txt' },
      { file: 'handle of c.txt' },
    ]);
  });

  it('send a file of the browser first, its word list too', async () => {
    const { store, imports, uploads, settle } = createSetup();
    store.add([local('a.npy'), local('a.txt')]);
    await settle();
    expect(store.items).toMatchObject([{ name: 'a.npy', companion: 'a.txt', sizeBytes: 5 }]);
    expect(uploads).toEqual(['a.npy', 'a.txt']);
    expect(imports()[0]?.input).toEqual({ file: 'upload 1', companion: 'upload 2' });
  });

  it('ask where many rows cannot be read, while the next one goes on', async () => {
    const { store, imports, stages, uploads, settle } = createSetup();
    store.add([local('odd.txt'), opened('b.txt')]);
    await settle();
    const details = { skipped: [{ line: 3, reason: 'no' }], skippedCount: 20, rowCount: 100 };
    imports()[0]?.fail('many-skipped', details);
    await settle();
    expect(stages()).toEqual(['many-skipped', 'running']);
    expect(store.items[0]?.stage).toEqual({ kind: 'many-skipped', rows: details });
    expect(store.jobs[0]?.state).toBe('asking');
    store.acceptSkipped(store.items[0]?.id ?? 0);
    expect(stages()).toEqual(['waiting', 'running']);
    imports()[1]?.answer(report);
    await settle();
    expect(imports()[2]?.input).toEqual({ file: 'upload 1', allowSkipped: true });
    expect(uploads).toEqual(['odd.txt']); // it lies at the core already
  });

  it('ask which file of an archive, where several hold vectors', async () => {
    const { store, imports, settle } = createSetup();
    store.add([local('glove.zip')]);
    await settle();
    const members = ['glove.50d.txt', 'glove.100d.txt'];
    imports()[0]?.fail('bad-file', { members });
    await settle();
    expect(store.items[0]?.stage).toEqual({ kind: 'several-files', members });
    expect(store.jobs[0]?.state).toBe('asking');
    store.chooseMember(store.items[0]?.id ?? 0, 'glove.100d.txt');
    await settle();
    expect(imports()[1]?.input).toEqual({ file: 'upload 1', member: 'glove.100d.txt' });
  });

  it('fail where a file is no good, and no choice is left', async () => {
    const { store, imports, settle } = createSetup();
    store.add([opened('a.txt')]);
    await settle();
    imports()[0]?.fail('bad-file', { members: [] });
    await settle();
    expect(store.items[0]?.stage.kind).toBe('failed');
  });

  it('ask for another name where there is a set of this one', async () => {
    const { store, imports, settle } = createSetup();
    store.add([opened('a.txt')]);
    await settle();
    imports()[0]?.fail('set-exists', { set: 'a' });
    await settle();
    expect(store.items[0]?.stage).toEqual({ kind: 'name-taken', name: 'a' });
    store.importAs(store.items[0]?.id ?? 0, 'a 2');
    await settle();
    expect(imports()[1]?.input).toEqual({ file: 'handle of a.txt', name: 'a 2' });
  });

  it('stop when they are canceled, and close their files', async () => {
    const { store, imports, closed, settle } = createSetup();
    store.add([opened('a.txt'), local('b.txt')]);
    await settle();
    const [a, b] = store.items;
    store.cancel(b?.id ?? 0);
    expect(store.items.map(({ name }) => name)).toEqual(['a.txt']);
    store.jobs[0]?.cancel();
    await settle();
    expect(imports()[0]?.options.signal?.aborted).toBe(true);
    expect(store.items).toEqual([]);
    expect(closed()).toEqual(['handle of a.txt']);
    expect(a?.name).toBe('a.txt');
  });

  it('wait where another one holds the data', async () => {
    vi.useFakeTimers();
    const { store, imports, imported } = createSetup();
    store.add([opened('a.txt')]);
    await vi.advanceTimersByTimeAsync(0);
    imports()[0]?.fail('in-use');
    await vi.advanceTimersByTimeAsync(0);
    expect(store.items[0]?.stage).toEqual({ kind: 'waiting', isBlocked: true });
    await vi.advanceTimersByTimeAsync(2000);
    imports()[1]?.answer(report);
    await vi.advanceTimersByTimeAsync(0);
    expect(imported).toEqual(['s']);
  });

  it('send a file again when the core has forgotten it, once', async () => {
    const { store, imports, uploads, stages, settle } = createSetup();
    store.add([local('a.txt')]);
    await settle();
    imports()[0]?.fail('unknown-file');
    await settle();
    expect(imports()[1]?.input).toEqual({ file: 'upload 2' });
    imports()[1]?.fail('unknown-file');
    await settle();
    expect([stages(), uploads.length]).toEqual([['failed'], 2]);
    expect(store.canRetry(store.items[0]!)).toBe(true); // by hand, as often as one likes
    store.retry(store.items[0]?.id ?? 0);
    await settle();
    expect(imports()[2]?.input).toEqual({ file: 'upload 3' });
  });

  it('stay with their reason when they fail, and can be tried again', async () => {
    const { store, imports, stages, settle } = createSetup();
    store.add([opened('a.txt')]);
    await settle();
    imports()[0]?.fail('bad-file');
    await settle();
    expect(stages()).toEqual(['failed']);
    store.jobs[0]?.retry?.();
    await settle();
    expect(stages()).toEqual(['running']);
    imports()[1]?.fail('unknown-file');
    await settle();
    expect(store.canRetry(store.items[0]!)).toBe(false); // only the host's dialog can open it again
  });

  it('take a word list afterwards', async () => {
    const { store, imports, settle } = createSetup();
    store.add([opened('a.npy')]);
    await settle();
    imports()[0]?.fail('bad-file');
    await settle();
    store.addCompanion(store.items[0]?.id ?? 0, opened('list.txt'));
    await settle();
    expect(store.items[0]?.companion).toBe('list.txt');
    expect(imports()[1]?.input).toEqual({ file: 'handle of a.npy', companion: 'handle of list.txt' });
  });

  it('show a file that could not be opened, until it is dismissed', () => {
    const { store, imports } = createSetup();
    store.addFailure('folder', { code: 'bad-file', message: 'a folder', details: undefined });
    expect(store.jobs).toMatchObject([{ subject: 'folder', failure: { message: 'a folder' } }]);
    expect(store.canRetry(store.items[0]!)).toBe(false);
    store.jobs[0]?.cancel();
    expect([store.items, imports()]).toEqual([[], []]);
  });
});
