import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileHandles } from '../../../../../src/main/core/files/file-handles.ts';
import { createFileHandlers } from '../../../../../src/main/core/files/file-handlers.ts';
import { openDatabase, type Store } from '../../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import { createSetHandlers } from '../../../../../src/main/core/vectors/sets/set-handlers.ts';
import { createVectorSets, type VectorSets } from '../../../../../src/main/core/vectors/sets/vector-sets.ts';
import {
  contract,
  type CallerInput,
  type ProcedureName,
  type ProcedureOutput,
} from '../../../../../src/shared/contract.ts';
import { createRouter, type Caller, type Handlers } from '../../../../../src/shared/rpc/router.ts';
import { fixture, openKernels } from '../support.ts';

/** The procedure as hosts call it, over the real database. */
const dir = mkdtempSync(join(tmpdir(), 'semascope-export-'));
const source = fixture('glove50_4k.txt');
let kernels: Kernels;
let store: Store;
let sets: VectorSets;
let handlers: Handlers;
const files = createFileHandles();
beforeAll(async () => {
  kernels = await openKernels();
  store = openDatabase(join(dir, 'data'));
  sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
  // Only these procedures are called here.
  handlers = { ...createFileHandlers(files), ...createSetHandlers(sets, files) } as Handlers;
  await sets.importFile({ path: source, name: 'small' });
});
afterAll(async () => {
  await sets.dispose();
  await kernels.dispose();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function call<N extends ProcedureName>(
  name: N,
  input: CallerInput<N>,
  caller: Caller = 'page',
): Promise<ProcedureOutput<N>> {
  const context = { signal: new AbortController().signal, report: () => undefined, caller };
  const output = await createRouter(handlers).handle(name, input, context);
  return contract[name].output.parse(output) as ProcedureOutput<N>;
}

/** A handle of a file to write, as a host asks for it. */
async function target(name: string, isTemporary = false): Promise<string> {
  const opened = await call(
    'files.open',
    { path: join(dir, name), mode: 'write', isTemporary },
    'command-line',
  );
  return opened.file;
}

describe('sets.export', () => {
  it('gives an imported text file back, number by number', async () => {
    const report = await call('sets.export', {
      set: 'small',
      file: await target('back.txt'),
      format: 'word2vec-text',
    });
    expect(report).toMatchObject({
      set: 'small',
      format: 'word2vec-text',
      file: 'back.txt',
      words: 4197,
      dimensions: 50,
    });
    const [header, ...lines] = readFileSync(join(dir, 'back.txt'), 'utf8').trimEnd().split('\n');
    expect(header).toBe('4197 50');
    expect(report.sizeBytes).toBe(readFileSync(join(dir, 'back.txt')).length);
    const original = readFileSync(source, 'utf8').trimEnd().split('\n').slice(1);
    const numbers = (line: string): (string | number)[] =>
      line
        .trimEnd()
        .split(' ')
        .map((field, place) => (place === 0 ? field : Math.fround(Number(field))));
    expect(lines.map(numbers)).toEqual(original.map(numbers));
  });

  it('can be imported again, and is equal to the bit', async () => {
    await call('sets.export', { set: 'small', file: await target('again.parquet'), format: 'parquet' });
    await sets.importFile({ path: join(dir, 'again.parquet'), name: 'again' });
    const [before, after] = [await sets.open('small'), await sets.open('again')];
    expect(after.words.join(5000)).toBe(before.words.join(5000));
    for (const row of [0, 1, 2000, 4196]) expect(after.vector(row)).toEqual(before.vector(row));
    await sets.remove('again');
  });

  it('says where the words of a matrix are, or puts them where it is told to', async () => {
    const beside = await call('sets.export', { set: 'small', file: await target('m.npy'), format: 'npy' });
    expect(beside.notes).toEqual(['the words are in m.words.txt']);
    const companion = await target('own-list.txt');
    await call('sets.export', { set: 'small', file: await target('n.npy'), format: 'npy', companion });
    expect(readFileSync(join(dir, 'own-list.txt'))).toEqual(readFileSync(join(dir, 'm.words.txt')));
    expect(existsSync(join(dir, 'n.words.txt'))).toBe(false);
  });

  it('forgets the handle of a file when it is written, but not that of a temporary one', async () => {
    const file = await target('one.bin');
    const write = (handle: string): Promise<unknown> =>
      call('sets.export', { set: 'small', file: handle, format: 'word2vec-binary' });
    await write(file);
    await expect(write(file)).rejects.toMatchObject({ code: 'unknown-file' });
    const temporary = await target('two.bin', true);
    await write(temporary);
    expect(existsSync(join(dir, 'two.bin'))).toBe(true); // a browser is to fetch it
    await call('files.close', { file: temporary });
    expect(existsSync(join(dir, 'two.bin'))).toBe(false);
  });

  it('writes nothing where there is no such set, no such place, or a file that is to stay', async () => {
    writeFileSync(join(dir, 'mine.bin'), 'mine');
    const write = async (set: string, name: string): Promise<unknown> =>
      call('sets.export', { set, file: await target(name), format: 'word2vec-binary', overwrite: false });
    await expect(write('nothing', 'x.bin')).rejects.toMatchObject({ code: 'unknown-set' });
    await expect(write('small', 'none/x.bin')).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(write('small', 'mine.bin')).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(join(dir, 'mine.bin'), 'utf8')).toBe('mine');
    expect(readdirSync(dir).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('ends where the set is removed while it is written', async () => {
    await sets.importFile({ path: source, name: 'gone' });
    const exporting = sets.exportTo(
      'gone',
      { file: { path: join(dir, 'gone.bin') }, format: 'word2vec-binary' },
      { report: () => void sets.remove('gone').catch(() => undefined) },
    );
    await expect(exporting).rejects.toMatchObject({ code: 'not-ready' });
    expect(existsSync(join(dir, 'gone.bin'))).toBe(false);
  });
});
