import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSource } from '../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import { readGlovePackage } from '../../../../../../src/main/core/vectors/import/formats/glove-package.ts';
import { temporaryDir } from '../../support.ts';

type Row = [word: string, ...numbers: number[]];

/** A file of the package's form: vectors of two numbers, then their length and the word's index. */
function packageOf(rows: readonly Row[]): string {
  const words = rows.map(([word]) => word);
  const vectors = rows
    .map(([word, x = 0, y = 0], row) => `${JSON.stringify(word)}:[${x},${y},${Math.hypot(x, y)},${row}]`)
    .join(',');
  const head = `"precision":8,"l2NormIndex":2,"wordIndex":3,"size":${rows.length},"dimensions":2`;
  return `{${head},"words":${JSON.stringify(words)},"vectors":{${vectors}},"unkVector":[0,0,0,-1]}`;
}

async function read(content: string): Promise<{ rows: Row[]; dimensions: number }> {
  const path = join(temporaryDir(), 'vectors.json');
  writeFileSync(path, content);
  const rows: Row[] = [];
  let dimensions = 0;
  const source = await openSource(path);
  onTestFinished(() => source.dispose());
  await readGlovePackage(
    source,
    {
      begin: (count) => void (dimensions = count),
      add: (word, vector) => void rows.push([word, ...vector]),
    },
    {},
  );
  return { rows, dimensions };
}

const some: Row[] = [
  ['the', 0.5, -7.0514e-7],
  ['"', 1, 2],
  ['\\', 3, 4],
  [']', 5, 6],
  ['],"vectors":{', 7, 8],
  ['naïve 语', 9, 10],
];

describe('readGlovePackage', () => {
  it('reads every word with its vector in order, marks and brackets among them', async () => {
    const { rows, dimensions } = await read(packageOf(some));
    expect(dimensions).toBe(2);
    expect(rows).toEqual(some.map(([word, ...numbers]) => [word, ...numbers.map(Math.fround)]));
  });

  it('reads rows alike however chunks fall', async () => {
    const many = Array.from({ length: 100_000 }, (_, k): Row => [`"word ]${k}`, k / 7, -k / 3]);
    const { rows } = await read(packageOf(many));
    expect(rows.length).toBe(100_000);
    expect(rows.every(([word, x], k) => word === `"word ]${k}` && x === Math.fround(k / 7))).toBe(true);
  });

  it.each([
    ['cut short in a row', packageOf(some).slice(0, -60), /cut short: expected 6 vectors, found \d/],
    ['cut short in its head', packageOf(some).slice(0, 90), /cut short: expected vectors, found 0/],
    ['empty', '', /cut short/],
    ['of another form', '{"vectors":{"a":[1,2]}}', /its head is damaged/],
    ['short of a number', packageOf(some).replace('[1,2,', '[1,'), /word 2: expected 4 numbers, found 3/],
    ['no number in a row', packageOf(some).replace('[3,4', '[3,x'), /word 3: expected 4 numbers, found 1/],
    [
      'out of order',
      packageOf(some).replace('"the":[', '"thy":['),
      /word 1: expected the next word of the list/,
    ],
  ])('refuses a file that is %s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'bad-file' });
    await expect(read(content)).rejects.toThrow(message);
  });

  it('stops when it is canceled', async () => {
    const path = join(temporaryDir(), 'vectors.json');
    writeFileSync(path, packageOf(Array.from({ length: 100_000 }, (_, k): Row => [`w${k}`, k, k])));
    const controller = new AbortController();
    let rows = 0;
    const source = await openSource(path);
    onTestFinished(() => source.dispose());
    const reading = readGlovePackage(
      source,
      { begin: () => undefined, add: () => void rows++ },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(reading).rejects.toMatchObject({ code: 'canceled' });
    expect(rows).toBeLessThan(100_000);
  });
});
