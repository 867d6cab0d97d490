import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Store } from '../../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import { createNgrams } from '../../../../../src/main/core/vectors/subwords/ngrams.ts';
import { createVectorSets, type VectorSets } from '../../../../../src/main/core/vectors/sets/vector-sets.ts';
import { matrix, modelBytes, type ModelParts } from '../import/formats/fasttext/model-bytes.ts';
import { differenceOf, modelNames, modelPath, printed } from '../import/formats/fasttext/printed-vectors.ts';
import { numberedWords, openKernels, randomNumbers, temporaryDir } from '../support.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels(1);
});
afterAll(() => kernels.dispose());

function open(dir: string): { readonly sets: VectorSets; readonly store: Store } {
  const store = openDatabase(dir);
  const sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
  onTestFinished(async () => {
    await sets.dispose();
    store.close();
  });
  return { sets, store };
}

function countRows({ db }: Store): readonly unknown[] {
  const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  return ['sets', 'subword_models', 'subword_blocks'].map(count);
}

function writeModel(parts: ModelParts): string {
  const path = join(temporaryDir(), 'own.bin');
  writeFileSync(path, modelBytes(parts));
  return path;
}

/** A model wide enough that its n-grams take many blocks, more than are written at once. */
const dimensions = 2000;
const ngrams = { minLength: 2, maxLength: 4, bucketCount: 1200 };
const words = numberedWords(3);
const numbers = randomNumbers((words.length + ngrams.bucketCount) * dimensions, 5);
const wide = { dimensions, words, ...ngrams, input: matrix(numbers, dimensions) };

describe('the subwords of an imported model', () => {
  it.each(modelNames)('give unknown words the vectors that fastText prints, to the bit: %s', async (name) => {
    const { sets } = open(temporaryDir());
    await sets.importFile({ path: modelPath(name), name: 'model' });
    const index = await sets.open('model');
    for (const { word, ngrams, vector } of printed[name]!.unknown) {
      const found = index.subwordVector(word);
      if (ngrams.length === 0) expect(found, word).toBeUndefined();
      // A processor that multiplies and adds in one step rounds once where codes are decoded, not twice.
      else if (name.endsWith('.ftz')) expect(differenceOf(found!, vector), word).toBeLessThan(1e-6);
      else expect(found, word).toEqual(Float32Array.from(vector));
    }
  });

  it('are there at the next start, read from many blocks', async () => {
    const dir = temporaryDir();
    await open(dir).sets.importFile({ path: writeModel(wide) });
    const index = await open(dir).sets.open('own');
    const rows: number[] = [];
    createNgrams(ngrams)(Buffer.from('unheard-of'), (row) => rows.push(words.length + row));
    const expected = Array.from({ length: dimensions }, (_, k) =>
      rows.reduce((sum, row) => sum + numbers[row * dimensions + k]! / rows.length, 0),
    );
    expect(differenceOf(index.subwordVector('unheard-of')!, expected)).toBeLessThan(1e-6);
  });

  it('are none where the model has none, or the set came from elsewhere', async () => {
    const { sets, store } = open(temporaryDir());
    await sets.importFile({ path: modelPath('no-subwords.bin'), name: 'whole' });
    await sets.add({ set: 'made', words: ['a'], vectors: Float32Array.of(1, 2), source: 'here' });
    expect((await sets.open('whole')).subwordVector('unkindness')).toBeUndefined();
    expect((await sets.open('made')).subwordVector('unkindness')).toBeUndefined();
    expect(countRows(store)).toEqual([2, 0, 0]);
  });

  it('give no vector where they hold odd numbers, which the import tells', async () => {
    const model = { bucketCount: 2, minLength: 1, maxLength: 1 };
    const letters = [...'abcdefgh'].map((letter) => {
      let row = -1;
      createNgrams(model)(Buffer.from(letter), (found) => (row = found));
      return { letter, row };
    });
    const lettersOf = (wanted: number): string[] =>
      letters.filter(({ row }) => row === wanted).map(({ letter }) => letter);
    const [infinite, known, finite] = [lettersOf(0)[0]!, lettersOf(1)[0]!, lettersOf(1)[1]!];
    const path = writeModel({
      dimensions: 1,
      words: [known],
      ...model,
      input: matrix([1, Number.POSITIVE_INFINITY, 4], 1),
    });
    const { sets } = open(temporaryDir());
    const { notes } = await sets.importFile({ path });
    expect(notes).toContain(
      'own.bin: 1 of its n-grams hold numbers that are not finite; unknown words with one of them have no vector',
    );
    const index = await sets.open('own');
    expect(index.subwordVector(infinite)).toBeUndefined();
    expect(index.subwordVector(finite)).toEqual(Float32Array.of(4));
  });

  it('go with their set', async () => {
    const { sets, store } = open(temporaryDir());
    await sets.importFile({ path: modelPath('skipgram.bin'), name: 'model' });
    await sets.importFile({ path: modelPath('pruned.ftz'), name: 'pruned' });
    expect(countRows(store)).toEqual([2, 2, 2]);
    await sets.remove('model');
    await sets.remove('pruned');
    expect(countRows(store)).toEqual([0, 0, 0]);
  });

  it('leave nothing behind when the import is canceled while they are copied', async () => {
    const { sets, store } = open(temporaryDir());
    const controller = new AbortController();
    let blocks = 0;
    store.db.function('cancel', () => {
      blocks++;
      controller.abort();
      return 0;
    });
    store.db.exec('CREATE TEMP TRIGGER copied AFTER INSERT ON subword_blocks BEGIN SELECT cancel(); END');
    const importing = sets.importFile({ path: writeModel(wide) }, { signal: controller.signal });
    await expect(importing).rejects.toMatchObject({ code: 'canceled' });
    expect(blocks).toBeGreaterThan(0);
    expect(countRows(store)).toEqual([0, 0, 0]);
  });

  it('that were left by an import cut off go at the next start', async () => {
    const dir = temporaryDir();
    const { sets, store } = open(dir);
    await sets.importFile({ path: modelPath('skipgram.bin'), name: 'model' });
    store.db.exec(`UPDATE sets SET state = 'incomplete'`);
    expect(countRows(store)).toEqual([1, 1, 1]);
    expect(countRows(open(dir).store)).toEqual([0, 0, 0]);
  });

  it('say so when the database has lost some of them', async () => {
    const { sets, store } = open(temporaryDir());
    await sets.importFile({ path: modelPath('skipgram.bin'), name: 'model' });
    store.db.exec('UPDATE subword_blocks SET vectors = substr(vectors, 5)');
    const index = await sets.open('model');
    expect(() => index.subwordVector('unkindness')).toThrow(
      expect.objectContaining({
        code: 'database-damaged',
        message: expect.stringContaining('the n-grams of the set model, rows from 0') as string,
      }),
    );
  });

  it('are refused with a model cut short, of which nothing is kept', async () => {
    const path = join(temporaryDir(), 'cut.bin');
    writeFileSync(path, readFileSync(modelPath('skipgram.bin')).subarray(0, 15_000));
    const { sets, store } = open(temporaryDir());
    await expect(sets.importFile({ path })).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/^cut\.bin is a fastText model cut short: expected \d+ bytes/) as string,
    });
    expect(countRows(store)).toEqual([0, 0, 0]);
  });
});
