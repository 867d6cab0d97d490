import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src/main/core/store/database.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets, type VectorSets } from '../../../../../src/main/core/vectors/sets/vector-sets.ts';
import { builtInSet } from '../../../../../src/shared/built-in.ts';
import { writeFastTextModel, writeNpy, writeSafetensors } from '../../../../support/fuzz/binary-writers.ts';
import { metered } from '../../../../support/fuzz/meter.ts';
import { openKernels, temporaryDir } from '../support.ts';
import { buildZip } from './sources/archives/zip-builder.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => kernels.dispose());

const megabyte = 2 ** 20;

function openSets(dataDir: string): VectorSets {
  const store = openDatabase(dataDir);
  const sets = createVectorSets({ store, kernels, resources: { gloveFile: '/nowhere' } });
  onTestFinished(async () => {
    await sets.dispose();
    store.close();
  });
  return sets;
}

/** Imports a file; says how it ended, and how much memory it asked for at once. */
async function importBytes(name: string, bytes: Buffer, words?: string) {
  const dataDir = temporaryDir();
  const sets = openSets(dataDir);
  const path = join(temporaryDir(), name);
  writeFileSync(path, bytes);
  if (words !== undefined) writeFileSync(join(path, '../words.txt'), words);
  const { result, did } = await metered(() => sets.importFile({ path }).catch((error: unknown) => error));
  const scratch = join(dataDir, 'scratch');
  const left = existsSync(scratch) ? readdirSync(scratch) : [];
  return { result, left, largestBytes: did.largestBytes, names: sets.list().map(({ set }) => set) };
}

const npyHeader = { type: 'float32', isBigEndian: false } as const;
const rows = (count: number): Buffer => Buffer.from('word 1 2 3\n'.repeat(count));
const zeros = Buffer.alloc(100 * megabyte);

describe('a file that unpacks to far more than vectors could be', () => {
  it.each([
    ['text in gzip', 'b.txt.gz', () => gzipSync(rows(10_000_000))],
    ['text in zstd', 'b.txt.zst', () => zstdCompressSync(rows(10_000_000))],
    ['text in an archive', 'b.zip', () => buildZip([{ path: 'b.txt', content: rows(10_000_000) }])],
    [
      'a matrix that is unpacked into the data folder',
      'b.npy.gz',
      () =>
        gzipSync(
          writeNpy({ rowCount: 1024, dimensions: 25_600 }, { ...npyHeader, bytes: zeros, isByColumns: true }),
        ),
    ],
  ])('is refused, and nothing of it stays: %s', async (_, name, make) => {
    const { result, left, names } = await importBytes(name, make(), 'w\n'.repeat(1024));
    expect(result).toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/unpacks to more than \d+ bytes/) as string,
    });
    expect({ left, names }).toEqual({ left: [], names: [builtInSet] });
  });

  it('is refused when an archive holds many of them', async () => {
    const content = Buffer.alloc(megabyte);
    const files = Array.from({ length: 150 }, (_, k) => ({ path: `${k}.txt`, content }));
    const { result } = await importBytes('many.zip', buildZip(files));
    expect(result).toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('holds no file that is known to be word vectors') as string,
    });
  });
});

describe('a file that claims a million million rows', () => {
  const rowCount = 10 ** 12;
  const two = { words: ['a', 'b'], vectors: Float32Array.of(1, 2, 3, 4), dimensions: 2 };
  const bytes = Buffer.from(two.vectors.buffer);

  it.each([
    ['npy', 'l.npy', writeNpy({ rowCount, dimensions: 300 }, { ...npyHeader, bytes, isByColumns: false })],
    [
      'npy by columns',
      'l.npy',
      writeNpy({ rowCount, dimensions: 2 }, { ...npyHeader, bytes, isByColumns: true }),
    ],
    [
      'npy, packed',
      'l.npy.gz',
      gzipSync(writeNpy({ rowCount, dimensions: 300 }, { ...npyHeader, bytes, isByColumns: true })),
    ],
    [
      'safetensors',
      'l.safetensors',
      writeSafetensors({ rowCount, dimensions: 2 }, { bytes, type: 'float32' }),
    ],
    ['fasttext', 'l.bin', claim(writeFastTextModel(two), 0x7fffffff)],
  ])('is refused without asking for their memory: %s', async (_, name, content) => {
    const { result, largestBytes, names } = await importBytes(name, content, 'a\nb\n');
    expect(result).toMatchObject({ code: 'bad-file', message: expect.stringContaining(name) as string });
    expect(largestBytes).toBeLessThan(16 * megabyte);
    expect(names).toEqual([builtInSet]);
  });

  it.each([
    ['word2vec', 'l.vec', Buffer.from(`${rowCount - 1} 2\na 1 2\nb 3 4\n`)],
    [
      'word2vec-binary',
      'l.bin',
      Buffer.concat([
        Buffer.from(`${rowCount - 1} 2\na `),
        bytes.subarray(0, 8),
        Buffer.from('b '),
        bytes.subarray(8),
      ]),
    ],
  ])(
    'is read as far as it goes where the rows come one by one, and says so: %s',
    async (format, name, content) => {
      const { result, largestBytes } = await importBytes(name, content);
      expect(result).toMatchObject({ format, words: 2, dimensions: 2 });
      expect((result as { notes: string[] }).notes.join()).toMatch(/999999999999 words, the file has 2 rows/);
      expect(largestBytes).toBeLessThan(16 * megabyte);
    },
  );

  it.each([
    ['word2vec', 'd.vec', Buffer.from('2 999999\na 1 2\nb 3 4\n')],
    ['word2vec-binary', 'd.bin', Buffer.from('2 999999\na \0\0\0\0\0\0\0\0b \0\0\0\0\0\0\0\0')],
    [
      'npy',
      'd.npy',
      writeNpy({ rowCount: 1, dimensions: 10 ** 12 }, { ...npyHeader, bytes, isByColumns: false }),
    ],
  ])('or so many numbers a row is refused, too: %s', async (_, name, content) => {
    const { result, largestBytes } = await importBytes(name, content, 'a\n');
    expect(result).toMatchObject({ code: 'bad-file', message: expect.stringContaining(name) as string });
    expect(largestBytes).toBeLessThan(16 * megabyte);
  });
});

/** The model with other numbers of words in its dictionary's head. */
function claim(model: Buffer, words: number): Buffer {
  const head = 4 * 2 + 4 * 12 + 8;
  for (const at of [head, head + 4]) model.writeInt32LE(words, at);
  return model;
}
