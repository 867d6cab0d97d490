import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileHandles } from '../../../../src/main/core/files/file-handles.ts';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';

const read = { mode: 'read', isTemporary: false } as const;

describe('file handles', () => {
  it('tell a name and a size, and nothing of the path', () =>
    withTemporaryDir(async (dir) => {
      const path = join(dir, 'vectors.txt');
      writeFileSync(path, 'a 1 2');
      const files = createFileHandles();
      const opened = await files.open({ path, ...read });
      expect(opened).toEqual({ file: expect.any(String) as string, name: 'vectors.txt', sizeBytes: 5 });
      expect(opened.file).not.toContain('vectors');
      expect(files.find(opened.file, 'read').path).toBe(path);
      expect((await files.open({ path, ...read })).file).not.toBe(opened.file);
    }));

  it('are good only for what they were given for, until they are closed', () =>
    withTemporaryDir(async (dir) => {
      const files = createFileHandles();
      const { file } = await files.open({ path: join(dir, 'new.txt'), mode: 'write', isTemporary: false });
      expect(files.find(file, 'write').name).toBe('new.txt');
      expect(() => files.find(file, 'read')).toThrow(/choose it again/);
      await files.close(file);
      expect(() => files.find(file, 'write')).toThrow(/choose it again/);
      await files.close(file);
    }));

  it('take a temporary file with them, and leave any other', () =>
    withTemporaryDir(async (dir) => {
      const files = createFileHandles();
      const [kept, copy, left] = ['kept', 'copy', 'left'].map((name) => join(dir, name)) as [
        string,
        string,
        string,
      ];
      for (const path of [kept, copy, left]) writeFileSync(path, '1');
      const own = await files.open({ path: kept, ...read });
      const temporary = await files.open({ path: copy, mode: 'read', isTemporary: true });
      await files.open({ path: left, mode: 'read', isTemporary: true });
      await files.close(own.file);
      await files.close(temporary.file);
      expect([kept, copy, left].map((path) => existsSync(path))).toEqual([true, false, true]);
      await files.dispose();
      expect(existsSync(left)).toBe(false);
    }));

  it('refuse what is not there or no file', () =>
    withTemporaryDir(async (dir) => {
      const files = createFileHandles();
      mkdirSync(join(dir, 'folder'));
      const missing = join(dir, 'missing.txt');
      await expect(files.open({ path: missing, ...read })).rejects.toMatchObject({
        code: 'file-not-found',
        message: `${missing} does not exist`,
      });
      await expect(files.open({ path: join(dir, 'folder'), name: 'folder', ...read })).rejects.toMatchObject({
        code: 'bad-file',
        message: 'folder: expected a file, found a folder',
      });
    }));
});
