import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headBytes } from '../../../../../../../src/main/core/vectors/import/sources/vector-source.ts';
import { packed, readSource, text, write } from '../support.ts';

const bytes = Buffer.from(text);
const first = bytes.subarray(0, 1000);
const second = bytes.subarray(1000, 2000);
/** SHA-256 of what `noise.bz2` and `noise.xz` were made of, by sha256sum. */
const noise = '727c411e5b6e529afcae98f9b2ca47f6a89d0923edb6a4404592d60ce08f7485';

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

describe('packed files', () => {
  it.each([
    ['gzip', write.bind(null, 'v.txt.gz', gzipSync(bytes))],
    ['zstd', write.bind(null, 'v.txt.zst', zstdCompressSync(bytes))],
    ['bzip2, in several blocks', () => packed('blocks.txt.bz2')],
    ['xz, in several blocks', () => packed('blocks.txt.xz')],
  ])('are read as what they hold: %s', async (_, path) => {
    const file = path();
    const source = await readSource(file);
    expect(source.bytes.equals(bytes)).toBe(true);
    expect(source.head.equals(bytes.subarray(0, headBytes))).toBe(true);
    expect(source.baseName).toMatch(/^(v|blocks)\.txt$/);
  });

  it.each([
    ['gzip', () => write('a.gz', Buffer.concat([gzipSync(first), gzipSync(second)]))],
    [
      'gzip, filled up with zeros',
      () =>
        write('a.gz', Buffer.concat([gzipSync(first), Buffer.alloc(99), gzipSync(second), Buffer.alloc(5)])),
    ],
    [
      'zstd',
      () => write('a.zst', Buffer.concat([zstdCompressSync(first), skippable(), zstdCompressSync(second)])),
    ],
    ['bzip2', () => packed('members.txt.bz2')],
    ['xz, by other parameters and checks each', () => packed('members.txt.xz')],
  ])('are read to the end of their last member: %s', async (_, path) => {
    expect((await readSource(path())).bytes.toString()).toBe(text.slice(0, 2000));
  });

  it('are told by their content, whatever their name', async () => {
    expect((await readSource(write('vectors.txt', gzipSync(first)))).bytes.equals(first)).toBe(true);
    expect((await readSource(write('vectors.gz', first))).bytes.equals(first)).toBe(true);
  });

  it.each(['bz2', 'xz'])('give back long runs and noise to the byte: %s', async (ending) => {
    const runs = Buffer.concat(Array.from({ length: 2000 }, (_, k) => Buffer.alloc(k % 300, k % 5)));
    expect((await readSource(packed(`runs.${ending}`))).bytes.equals(runs)).toBe(true);
    expect(digest((await readSource(packed(`noise.${ending}`))).bytes)).toBe(noise);
  });

  it('report progress in bytes of the file as it lies on the disk', async () => {
    const path = packed('blocks.txt.bz2');
    const { progress } = await readSource(path);
    const { size } = statSync(path);
    expect(progress.every(([done, total], k) => total === size && done >= (progress[k - 1]?.[0] ?? 0))).toBe(
      true,
    );
    expect(progress.at(-1)![0] / size).toBeGreaterThan(0.99);
    expect(progress.length).toBeGreaterThan(1);
  });

  const whole: Record<string, () => Buffer> = {
    gzip: () => gzipSync(bytes),
    zstd: () => zstdCompressSync(randomBytes(50_000)),
    bzip2: () => readFileSync(packed('blocks.txt.bz2')),
    xz: () => readFileSync(packed('blocks.txt.xz')),
  };

  it.each(Object.keys(whole))('are refused when they are cut short: %s', async (codec) => {
    const content = whole[codec]!();
    for (const length of [20, content.length >> 1, content.length - 1]) {
      const reading = readSource(write('v.packed', content.subarray(0, length)));
      await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
      await expect(reading).rejects.toThrow(
        new RegExp(`^v\\.packed, after \\d+ bytes of ${codec} data: the file is cut short$`),
      );
    }
  });

  it.each(['gzip', 'bzip2', 'xz'])('are refused when a bit is wrong: %s', async (codec) => {
    const content = whole[codec]!();
    for (let at = 30; at < content.length; at += Math.floor(content.length / 7)) {
      const damaged = Buffer.from(content);
      damaged[at]! ^= 4;
      const reading = readSource(write('v.packed', damaged));
      await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
      await expect(reading).rejects.toThrow(new RegExp(`^v\\.packed, after \\d+ bytes of ${codec} data: `));
    }
  });

  it.each([
    ['gzip', gzipSync(first)],
    ['zstd', zstdCompressSync(first)],
    ['bzip2', readFileSync(packed('members.txt.bz2'))],
    ['xz', readFileSync(packed('members.txt.xz'))],
  ])('are refused when something else follows: %s', async (codec, content) => {
    const reading = readSource(write('v.packed', Buffer.concat([content, Buffer.from('more and more')])));
    await expect(reading).rejects.toThrow(
      new RegExp(`^v\\.packed, after \\d+ bytes of ${codec} data: damaged`),
    );
  });

  it.each([
    ['delta.xz', 'filters for programs, which are not supported'],
    ['large-dictionary.xz', 'its dictionary of 128 MB is larger than 64 MB: unpack it first (xz -d)'],
  ])('are refused in words when they are packed in a rare way: %s', async (name, reason) => {
    await expect(readSource(packed(name))).rejects.toThrow(`${name}, after`);
    await expect(readSource(packed(name))).rejects.toThrow(reason);
  });

  it.each([
    ['gzip', () => gzipSync(Buffer.alloc(3_000_000))],
    ['zstd', () => zstdCompressSync(Buffer.alloc(3_000_000))],
  ])('are refused when much more comes out than vectors could be: %s', async (_, content) => {
    const limits = { freeBytes: 1_000_000, ratio: 100, totalBytes: 1e9 };
    const path = write('bomb', content());
    await expect(readSource(path, { limits })).rejects.toMatchObject({ code: 'bad-file' });
    await expect(readSource(path, { limits })).rejects.toThrow(/^bomb unpacks to more than \d+ bytes/);
    await expect(readSource(path, { limits: { ...limits, freeBytes: 1e7 } })).resolves.toBeDefined();
  });

  it('are refused beyond a total, however well they are packed', async () => {
    const limits = { freeBytes: 1e9, ratio: 100, totalBytes: 100_000 };
    await expect(readSource(packed('blocks.txt.bz2'), { limits })).rejects.toThrow('more than 100000 bytes');
  });
});

/** A frame of zstd's that readers pass over. */
function skippable(): Buffer {
  return Buffer.from([0x53, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
}
