import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import { clearScratch } from '../../../../../../src/main/core/vectors/import/sources/scratch-file.ts';
import { root, temporaryDir } from '../../support.ts';
import { readSource, write } from './support.ts';

const mebibyte = 2 ** 20;
const large = Buffer.alloc(3.5 * mebibyte, 'word vectors ');

describe('openSource', () => {
  it('reads a file in pieces, and reports how far it is', async () => {
    const { bytes, head, progress, name, baseName } = await readSource(write('v.txt', large));
    expect(bytes.equals(large)).toBe(true);
    expect(head.length).toBe(65_536);
    expect(progress.map(([done]) => done / mebibyte)).toEqual([1, 2, 3, 3.5]);
    expect({ name, baseName }).toEqual({ name: 'v.txt', baseName: 'v.txt' });
  });

  it('brings what was not used again, in front of what follows', async () => {
    const source = await openSource(write('v.txt', large));
    const parts: Buffer[] = [];
    await source.read(({ bytes, isLast }) => {
      const used = isLast ? bytes.length : Math.floor(bytes.length / 3);
      parts.push(Buffer.from(bytes.subarray(0, used)));
      return used;
    }, {});
    await source.dispose();
    expect(Buffer.concat(parts).equals(large)).toBe(true);
  });

  it('gives one empty chunk of an empty file', async () => {
    const source = await openSource(write('v.txt', ''));
    const chunks: [number, boolean][] = [];
    await source.read(({ bytes, isLast }) => {
      chunks.push([bytes.length, isLast]);
      return 0;
    }, {});
    await source.dispose();
    expect(chunks).toEqual([[0, true]]);
  });

  it('stops when it is canceled', async () => {
    const source = await openSource(write('v.txt', large));
    const controller = new AbortController();
    const reading = source.read(
      ({ bytes }) => {
        controller.abort();
        return bytes.length;
      },
      { signal: controller.signal },
    );
    await expect(reading).rejects.toMatchObject({ code: 'canceled' });
    await source.dispose();
    await source.dispose();
  });

  it.each([
    ['grows', (path: string) => appendFileSync(path, 'more'), 'v.txt was changed while it was read'],
    ['shrinks', (path: string) => truncateSync(path, mebibyte), 'v.txt became shorter while it was read'],
  ])('refuses a file that %s while it is read', async (_, change, message) => {
    const path = write('v.txt', large);
    const source = await openSource(path);
    change(path);
    const reading = source.read(({ bytes }) => bytes.length, {});
    await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
    await expect(reading).rejects.toThrow(message);
    await source.dispose();
  });

  it.runIf(process.platform !== 'win32')('reads a file to its end that is deleted meanwhile', async () => {
    const path = write('v.txt', large);
    const source = await openSource(path);
    unlinkSync(path);
    let read = 0;
    await source.read(({ bytes }) => {
      read += bytes.length;
      return bytes.length;
    }, {});
    await source.dispose();
    expect(read).toBe(large.length);
  });

  it('tells a missing file from a folder', async () => {
    await expect(openSource('/nowhere/v.txt')).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(openSource(temporaryDir())).rejects.toThrow('is not a file');
  });

  it.runIf(process.platform !== 'win32')('refuses a pipe instead of waiting for it', async () => {
    const path = join(temporaryDir(), 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(openSource(path)).rejects.toThrow('is not a file');
  });

  it('finds a companion beside the file, packed or not', async () => {
    const path = write('v.npy', 'x');
    writeFileSync(join(dirname(path), 'v.words.gz'), gzipSync('the cat'));
    const source = await openSource(path);
    const companion = await source.companion(['v.txt', 'v.words']);
    expect(companion).toMatchObject({
      name: 'v.words.gz',
      baseName: 'v.words',
      head: Buffer.from('the cat'),
    });
    await companion!.dispose();
    await source.dispose();
  });
});

describe('reading by position', () => {
  it('reads a plain file where it lies', async () => {
    const source = await openSource(write('v.bin', '0123456789'));
    const access = await source.open({});
    expect(access.sizeBytes).toBe(10);
    expect((await access.read(3, 4)).toString()).toBe('3456');
    await expect(access.read(8, 3)).rejects.toThrow(
      'v.bin is cut short: expected 3 bytes from byte 8 on, found 2',
    );
    await access.close();
    await source.dispose();
  });

  it('unpacks into a file of the data folder, and removes it', async () => {
    const scratchDir = join(temporaryDir(), 'scratch');
    const source = await openSource(write('v.bin.gz', gzipSync(large)), { scratchDir });
    const progress: number[] = [];
    const access = await source.open({ onProgress: (done, total) => progress.push(done / total) });
    expect(access.sizeBytes).toBe(large.length);
    expect((await access.read(13 * 1000, 12)).toString()).toBe('word vectors');
    await expect(access.read(large.length - 2, 3)).rejects.toThrow('v.bin.gz is cut short');
    expect(progress.at(-1)).toBe(1);
    expect(readdirSync(scratchDir).length).toBe(1);
    await access.close();
    expect(readdirSync(scratchDir)).toEqual([]);
    await source.open({});
    await source.dispose();
    expect(readdirSync(scratchDir)).toEqual([]);
  });

  it('removes what was unpacked when it is canceled or the file is damaged', async () => {
    const scratchDir = join(temporaryDir(), 'scratch');
    const packed = gzipSync(large);
    packed[packed.length - 6]! ^= 1;
    const source = await openSource(write('v.bin.gz', packed), { scratchDir });
    await expect(source.open({})).rejects.toMatchObject({ code: 'bad-file' });
    await expect(source.open({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'canceled' });
    expect(readdirSync(scratchDir)).toEqual([]);
    await source.dispose();
  });

  it('clears what an earlier import left', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'left.unpacked'), '');
    clearScratch(dir);
    clearScratch(dir);
    expect(existsSync(dir)).toBe(false);
  });

  it('says so when it cannot unpack there', async () => {
    const source = await openSource(write('v.bin.gz', gzipSync(large)), { scratchDir: write('file', '') });
    await expect(source.open({})).rejects.toMatchObject({ code: 'bad-file' });
    await expect(source.open({})).rejects.toThrow('unpacking v.bin.gz into');
    await source.dispose();
  });

  it.runIf(process.platform !== 'win32')('says so when the disk is full', async () => {
    const dir = temporaryDir();
    const path = write('v.bin.gz', gzipSync(large));
    const module = join(root, 'src/main/core/vectors/import/sources/open-source.ts');
    const program = `const { openSource } = await import(${JSON.stringify(module)});
      const source = await openSource(${JSON.stringify(path)}, { scratchDir: ${JSON.stringify(dir)} });
      await source.open({}).catch(({ code, message }) => console.log(code, message));
      await source.dispose();`;
    // A limit on the size of files stands in for the end of the disk.
    const shell = `trap '' XFSZ; ulimit -f 1000; exec "$0" --input-type=module -e "$1"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', shell, process.execPath, program]);
    expect(stdout).toContain(`disk-full unpacking v.bin.gz into ${dir}: the disk is full`);
    expect(readdirSync(dir)).toEqual([]);
  });
});
