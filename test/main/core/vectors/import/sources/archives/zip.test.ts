import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import type { VectorSource } from '../../../../../../../src/main/core/vectors/import/sources/vector-source.ts';
import { packed, readSource, text, write } from '../support.ts';
import { buildZip, type ZipFile } from './zip-builder.ts';

const vectors = text.slice(0, 1000);
/** As an import would: what begins like the test's text; a list named after the file belongs to it. */
const companionsOf = ({ head, baseName }: VectorSource): string[] | undefined =>
  head.toString('latin1').startsWith('word') ? [`${baseName}.list`] : undefined;

function zip(files: readonly ZipFile[], options?: { zip64: boolean }): string {
  return write('a.zip', buildZip(files, options));
}

async function readText(path: string, options = {}): Promise<string> {
  return (await readSource(path, { companionsOf, ...options })).bytes.toString();
}

describe('zip archives', () => {
  it.each([
    ['deflated', { method: 8 }, { zip64: false }],
    ['stored', { method: 0 }, { zip64: false }],
    ['with fields for large archives', { method: 8 }, { zip64: true }],
  ])('are read as the file they hold: %s', async (_, member, options) => {
    const path = zip([{ path: 'glove/vectors.txt', content: text, ...member }], options);
    const source = await readSource(path);
    expect(source.bytes.toString()).toBe(text);
    expect(source).toMatchObject({ name: 'a.zip: glove/vectors.txt', baseName: 'vectors.txt' });
    expect(source.progress.every(([done, total]) => done <= total)).toBe(true);
  });

  it('are read where bzip2 packed the file', async () => {
    expect(await readText(packed('bzip2.zip'))).toBe(vectors);
  });

  it('are read at the only file that is no document', async () => {
    const path = zip([
      { path: 'README.txt', content: 'word vectors' },
      { path: '__MACOSX/._vectors.txt', content: 'x' },
      { path: 'glove/', content: '' },
      { path: 'glove/.DS_Store', content: 'x' },
      { path: 'glove/vectors.txt', content: vectors },
      { path: 'LICENSE', content: 'MIT' },
    ]);
    expect(await readText(path)).toBe(vectors);
  });

  it('are read at the only file that holds vectors', async () => {
    const path = zip([
      { path: 'words.txt', content: 'the\ncat\n' },
      { path: 'secret.txt', content: vectors, isEncrypted: true },
      { path: 'vectors.txt', content: vectors },
    ]);
    expect(await readText(path)).toBe(vectors);
  });

  it('are refused with the names where several files hold vectors, and read at the one that is named', async () => {
    const path = zip([
      { path: 'g/50.txt', content: vectors },
      { path: 'g/100.txt', content: text },
    ]);
    const reading = readText(path);
    await expect(reading).rejects.toThrow(
      'a.zip holds several files of word vectors: g/50.txt, g/100.txt; say which one to read (--member NAME)',
    );
    await expect(reading).rejects.toMatchObject({
      code: 'bad-file',
      details: { members: ['g/50.txt', 'g/100.txt'] },
    });
    expect(await readText(path, { member: 'g/100.txt' })).toBe(text);
    expect(await readText(path, { member: '50.txt' })).toBe(vectors);
    await expect(readText(path, { member: '300.txt' })).rejects.toThrow(
      'a.zip holds no file 300.txt: it holds g/50.txt, g/100.txt',
    );
  });

  it('does not take for vectors what belongs to another file', async () => {
    const path = zip([
      { path: 'v/a.txt.list', content: 'word 1\n' },
      { path: 'v/a.txt', content: vectors },
    ]);
    expect(await readText(path)).toBe(vectors);
  });

  it('are refused where no file is known to hold vectors', async () => {
    const path = zip([
      { path: 'a.txt', content: 'x' },
      { path: 'b.txt', content: 'y' },
    ]);
    await expect(readText(path)).rejects.toThrow('no file that is known to be word vectors: a.txt, b.txt');
    await expect(readText(zip([]))).rejects.toThrow('a.zip holds no file of word vectors');
  });

  it('give companions from beside the file in the archive, else from beside the archive', async () => {
    const path = zip([
      { path: 'm/vectors.txt', content: vectors },
      { path: 'words.txt', content: 'not this' },
      { path: 'm/words.txt', content: 'this' },
    ]);
    const beside = write('other.txt', 'from the disk');
    const source = await openSource(path, { member: 'm/vectors.txt' });
    const companion = await source.companion(['none.txt', 'words.txt']);
    expect(companion).toMatchObject({ name: 'a.zip: m/words.txt', head: Buffer.from('this') });
    expect(await source.companion(['none.txt'])).toBeUndefined();
    await companion!.dispose();
    await source.dispose();

    const named = await openSource(path, { companionPath: beside, member: 'm/vectors.txt' });
    const other = await named.companion(['words.txt']);
    expect(other!.head.toString()).toBe('from the disk');
    await other!.dispose();
    await named.dispose();
  });

  it('do no harm by the names in them', async () => {
    const tricks = ['../../evil.txt', '/etc/evil.txt', 'C:\\evil.txt', '..\\evil.txt', 'a\u001b[2Jb.txt'];
    for (const trick of tricks) {
      const path = zip([{ path: trick, content: vectors }]);
      const scratchDir = join(dirname(path), 'scratch');
      const source = await openSource(path, { scratchDir });
      const access = await source.open({});
      expect((await access.read(0, 4)).toString()).toBe('word');
      expect(readdirSync(dirname(path)).sort()).toEqual(['a.zip', 'scratch']);
      expect(readdirSync(scratchDir).map((name) => name.replace(/^[0-9a-f-]{36}/, ''))).toEqual([
        '.unpacked',
      ]);
      expect(source.name).not.toContain('\u001b');
      expect(basename(source.baseName)).toBe(source.baseName);
      await source.dispose();
    }
  });

  it.each([
    [{ isEncrypted: true }, 'a.zip: v.txt is encrypted: unpack it first'],
    [{ method: 9 }, 'a.zip: v.txt is packed by Deflate64, which is not supported: unpack it first'],
    [{ method: 77 }, 'a.zip: v.txt is packed by method 77, which is not supported'],
    [{ checksum: 1 }, 'a.zip: v.txt is damaged: its checksum is wrong'],
    [{ sizeBytes: 999 }, 'a.zip: v.txt is damaged: expected 999 bytes, found 1000'],
  ])('are refused in words: %j', async (member, message) => {
    const reading = readText(zip([{ path: 'v.txt', content: vectors, ...member }]));
    await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
    await expect(reading).rejects.toThrow(message);
  });

  it('are refused where another program packed by LZMA', async () => {
    await expect(readText(packed('lzma.zip'))).rejects.toThrow('is packed by LZMA, which is not supported');
  });

  it('are refused when they are cut short or damaged', async () => {
    const content = buildZip([{ path: 'v.txt', content: text }]);
    for (const length of [100, content.length - 30, content.length - 1]) {
      await expect(readText(write('a.zip', content.subarray(0, length)))).rejects.toThrow(
        'a.zip is damaged or cut short',
      );
    }
    const damaged = Buffer.from(content);
    damaged[200]! ^= 1;
    await expect(readText(write('a.zip', damaged))).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('are refused when much more comes out than vectors could be', async () => {
    const path = zip([{ path: 'v.txt', content: Buffer.alloc(3_000_000) }]);
    const limits = { freeBytes: 1_000_000, ratio: 100, totalBytes: 1e9 };
    await expect(readText(path, { limits })).rejects.toThrow('a.zip: v.txt unpacks to more than');
  });

  it('are the only files with members', async () => {
    const path = write('v.txt.gz', gzipSync(vectors));
    await expect(readText(path, { member: 'v.txt' })).rejects.toThrow(
      'v.txt.gz is no zip archive: there is no v.txt in it',
    );
  });
});
