import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { exportSet } from '../../../../../src/main/core/vectors/export/export-set.ts';
import type { SetRows } from '../../../../../src/main/core/vectors/sets/set-rows.ts';
import { exportFormat, type ExportFormatName } from '../../../../../src/shared/domain.ts';
import { hasCode } from '../../../../../src/shared/errors.ts';
import type { Progress } from '../../../../../src/shared/progress.ts';
import { numberedWords, randomNumbers, readVectorFile, temporaryDir } from '../support.ts';
import { memorySet } from './memory-set.ts';

interface Rows {
  readonly words: readonly string[];
  readonly vectors: Float32Array;
}

/** Exports and imports again. */
async function roundTrip(set: SetRows, format: ExportFormatName): Promise<Rows> {
  const path = join(temporaryDir(), 'set.out');
  await exportSet(set, { file: { path }, format }, {});
  const forced = format === 'word2vec-text' ? 'word2vec' : format;
  const { rows, skipped } = await readVectorFile(path, { format: forced });
  expect(skipped).toEqual([]);
  return {
    words: rows.map(([word]) => word),
    vectors: Float32Array.from(rows.flatMap(([, ...numbers]) => numbers)),
  };
}

function bitsOf(vectors: Float32Array): string {
  return Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength).toString('hex');
}

const word = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 6 }),
    fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
    fc.constantFrom(
      'new york',
      'a  b',
      '7',
      '0.5',
      '-',
      'route 66',
      '语言',
      'e\u0301',
      'x\u00a0y',
      '\ufeff',
      'to inf',
    ),
  )
  .filter((text) => !/\n|\p{Surrogate}/u.test(text));
const number = fc.float({ min: Math.fround(-1e15), max: Math.fround(1e15), noNaN: true });
const rows = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 7 }))
  .chain(([words, dimensions]) => {
    const length = words.length * dimensions;
    return fc.record({
      words: fc.constant(words),
      vectors: fc
        .float32Array({ minLength: length, maxLength: length })
        .chain((any) =>
          fc
            .array(number, { minLength: any.length, maxLength: any.length })
            .map((list) => Float32Array.from(list)),
        ),
    });
  });

describe.each(exportFormat.options)('export as %s', (format) => {
  it('gives back what it was given, to the bit, or says which words it cannot hold', async () => {
    let held = 0;
    await fc.assert(
      fc.asyncProperty(rows, async ({ words, vectors }) => {
        try {
          const found = await roundTrip(memorySet(words, vectors), format);
          expect(found.words).toEqual(words);
          expect(bitsOf(found.vectors)).toBe(bitsOf(vectors));
          held++;
        } catch (error) {
          if (!hasCode(error, 'format-unfit')) throw error;
          expect(format).not.toBe('parquet');
        }
      }),
      { numRuns: 60, seed: 3 },
    );
    expect(held).toBeGreaterThan(15);
  });

  it('holds 5,000 dimensions, and rows of many blocks', async () => {
    const words = numberedWords(700);
    const wide = randomNumbers(3 * 5000, 1);
    expect(bitsOf((await roundTrip(memorySet(words.slice(0, 3), wide), format)).vectors)).toBe(bitsOf(wide));
    const many = randomNumbers(700 * 40, 2);
    const found = await roundTrip(memorySet(words, many, 64), format);
    expect(found.words).toEqual(words);
    expect(bitsOf(found.vectors)).toBe(bitsOf(many));
  });

  it('leaves nothing behind when it is canceled', async () => {
    const dir = temporaryDir();
    const controller = new AbortController();
    const set = memorySet(numberedWords(100), randomNumbers(200, 3));
    const canceling: SetRows = {
      ...set,
      blocks: function* () {
        for (const block of set.blocks()) {
          yield block;
          controller.abort();
        }
      },
    };
    const file = { path: join(dir, 'x.out') };
    const exporting = exportSet(canceling, { file, format }, { signal: controller.signal });
    await expect(exporting).rejects.toMatchObject({ code: 'canceled' });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('exportSet', () => {
  const set = memorySet(['a', 'new york', 'c'], Float32Array.of(1, 2, 3, 4, 5, 6));

  it('writes the layouts as they are known', async () => {
    const dir = temporaryDir();
    const write = async (format: ExportFormatName, name: string): Promise<string> => {
      await exportSet(set, { file: { path: join(dir, name) }, format }, {});
      return readFileSync(join(dir, name), 'latin1');
    };
    expect(await write('glove', 'x.txt')).toBe('a 1 2\nnew york 3 4\nc 5 6\n');
    expect(await write('word2vec-text', 'x.vec')).toBe('3 2\na 1 2\nnew york 3 4\nc 5 6\n');
    expect(await write('npy', 'x.npy')).toHaveLength(128 + 24);
    expect(readFileSync(join(dir, 'x.words.txt'), 'utf8')).toBe('a\nnew york\nc\n');
    const single = memorySet(['a', 'b'], Float32Array.of(1, -2));
    await exportSet(single, { file: { path: join(dir, 'x.bin') }, format: 'word2vec-binary' }, {});
    expect(readFileSync(join(dir, 'x.bin'), 'latin1')).toBe('2 1\na \0\0\u0080\u003fb \0\0\0\u00c0');
  });

  it('writes Parquet that another reader reads, in several row groups', async () => {
    const path = join(temporaryDir(), 'x.parquet');
    const words = numberedWords(2500).map((text) => `${text} é 语`);
    const vectors = randomNumbers(2500 * 3000, 4); // 16 MB hold 1,398 of these rows
    await exportSet(memorySet(words, vectors, 100), { file: { path }, format: 'parquet' }, {});
    const bytes = new Uint8Array(readFileSync(path)).buffer;
    for (const [rowStart, rowEnd] of [
      [0, 2],
      [1397, 1400],
      [2499, 2500],
    ] as const) {
      const found = await parquetReadObjects({ file: bytes, rowStart, rowEnd });
      expect(found.map((row): unknown => row['word'])).toEqual(words.slice(rowStart, rowEnd));
      const numbers = Float32Array.from(found.flatMap((row) => row['vector'] as number[]));
      expect(bitsOf(numbers)).toBe(bitsOf(vectors.slice(rowStart * 3000, rowEnd * 3000)));
    }
  });

  it('refuses words that the format cannot hold, and says which', async () => {
    const file = { path: join(temporaryDir(), 'x.out') };
    await expect(exportSet(set, { file, format: 'word2vec-binary' }, {})).rejects.toThrow(
      'word2vec-binary cannot hold a word of this set: "new york" holds a space; parquet holds any word',
    );
    const odd = ['ok', 'route 66', 'a\tb', ' c', 'to inf', '\ufeffx'];
    await expect(
      exportSet(memorySet(odd, new Float32Array(6)), { file, format: 'glove' }, {}),
    ).rejects.toThrow(
      'glove cannot hold 5 words of this set: "route 66" ends with a number after a space, "a\\tb" holds a tab',
    );
    const header = memorySet(['7'], Float32Array.of(3));
    await expect(exportSet(header, { file, format: 'glove' }, {})).rejects.toThrow('look like a header');
  });

  it('replaces a file only where that is asked for', async () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'x.words.txt'), 'old');
    const file = { path: join(dir, 'x.npy') };
    const refused = exportSet(set, { file, format: 'npy', overwrite: false }, {});
    await expect(refused).rejects.toMatchObject({ code: 'file-exists' });
    expect(readdirSync(dir)).toEqual(['x.words.txt']);
    expect(readFileSync(join(dir, 'x.words.txt'), 'utf8')).toBe('old');
    await exportSet(set, { file, format: 'npy', overwrite: true }, {});
    expect(readFileSync(join(dir, 'x.words.txt'), 'utf8')).toBe('a\nnew york\nc\n');
  });

  it('puts the word list where it is told to, names files as persons know them, and counts bytes', async () => {
    const dir = temporaryDir();
    const exported = await exportSet(
      set,
      {
        file: { path: join(dir, 'one'), name: 'mine.npy' },
        words: { path: join(dir, 'two'), name: 'mine.txt' },
        format: 'npy',
      },
      {},
    );
    expect(exported).toEqual({ wordList: 'mine.txt', sizeBytes: 128 + 24 + 13 });
    expect(readdirSync(dir)).toEqual(['one', 'two']);
  });

  it('reports how many words are written', async () => {
    const file = { path: join(temporaryDir(), 'x') };
    const reports: Progress[] = [];
    await exportSet(set, { file, format: 'glove' }, { report: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toMatchObject({ phase: 'export', done: 3, total: 3 });
  });
});
