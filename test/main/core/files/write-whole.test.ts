import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAllWhole, writeWhole } from '../../../../src/main/core/files/write-whole.ts';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';

describe('writeWhole', () => {
  it('puts a whole file in place', () =>
    withTemporaryDir(async (dir) => {
      const path = join(dir, 'out.csv');
      await writeWhole(path, (file) => file.appendFile('new'));
      expect(await readFile(path, 'utf8')).toBe('new');
      expect(await readdir(dir)).toEqual(['out.csv']);
    }));

  it('keeps what was there, and no part of the new one, when writing fails', () =>
    withTemporaryDir(async (dir) => {
      const path = join(dir, 'out.csv');
      await writeFile(path, 'old');
      const failing = writeWhole(path, async (file) => {
        await file.appendFile('half');
        throw new Error('stopped');
      });
      await expect(failing).rejects.toThrow('stopped');
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(dir)).toEqual(['out.csv']);
    }));

  it('writes through a link and leaves it a link', () =>
    withTemporaryDir(async (dir) => {
      await writeFile(join(dir, 'real.csv'), 'old');
      await symlink(join(dir, 'real.csv'), join(dir, 'link.csv'));
      await writeWhole(join(dir, 'link.csv'), (file) => file.appendFile('new'));
      expect(await readFile(join(dir, 'real.csv'), 'utf8')).toBe('new');
    }));

  it('refuses a folder, a device, and a place that is not there', () =>
    withTemporaryDir(async (dir) => {
      const nothing = (): Promise<void> => Promise.resolve();
      await mkdir(join(dir, 'folder'));
      await expect(writeWhole(join(dir, 'folder'), nothing)).rejects.toThrow('found a folder');
      await expect(writeWhole('/dev/null', nothing)).rejects.toThrow('found a device');
      await expect(writeWhole(join(dir, 'none/out.csv'), nothing)).rejects.toThrow('no such file or folder');
    }));
});

describe('writeAllWhole', () => {
  it('puts files that belong together in place together, or none of them', () =>
    withTemporaryDir(async (dir) => {
      const targets = ['a', 'b'].map((name) => ({ path: join(dir, name) }));
      await writeAllWhole(targets, async ([a, b]) => {
        await a!.appendFile('1');
        await b!.appendFile('2');
      });
      expect(await readFile(join(dir, 'b'), 'utf8')).toBe('2');
      const failing = writeAllWhole(targets, async ([a]) => {
        await a!.appendFile('3');
        throw new Error('stopped');
      });
      await expect(failing).rejects.toThrow('stopped');
      expect(await readFile(join(dir, 'a'), 'utf8')).toBe('1');
      expect(await readdir(dir)).toEqual(['a', 'b']);
    }));

  it('replaces nothing where it may not, and writes none of the others then', () =>
    withTemporaryDir(async (dir) => {
      await writeFile(join(dir, 'b'), 'old');
      const targets = ['a', 'b'].map((name) => ({ path: join(dir, name), name: `my ${name}` }));
      const nothing = (): Promise<void> => Promise.resolve();
      const refused = writeAllWhole(targets, nothing, { overwrite: false });
      await expect(refused).rejects.toMatchObject({ code: 'file-exists', message: 'my b is there already' });
      expect(await readdir(dir)).toEqual(['b']);
    }));

  it('says that the disk is full, and keeps no part', () =>
    withTemporaryDir(async (dir) => {
      const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      const failing = writeAllWhole([{ path: join(dir, 'a'), name: 'mine' }], () => Promise.reject(full));
      await expect(failing).rejects.toMatchObject({ code: 'disk-full', message: 'mine: the disk is full' });
      expect(await readdir(dir)).toEqual([]);
    }));
});
