import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../../../src/main/hosts/cli/output-file.ts';
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
