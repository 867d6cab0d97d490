import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTransferFolder } from '../../../../src/main/hosts/http/transfer-folder.ts';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';

describe('the folder of files on their way', () => {
  it('is cleared of what processes left that run no more, and of nothing else', () =>
    withTemporaryDir(async (dir) => {
      const folder = join(dir, 'uploads');
      mkdirSync(folder);
      for (const name of ['11-a', '12-b', `${process.pid}-c`, 'notes.txt'])
        writeFileSync(join(folder, name), '');
      await openTransferFolder(folder, (pid) => pid === 12);
      expect(readdirSync(folder).sort()).toEqual(['12-b', 'notes.txt']);
    }));

  it('knows a process that runs, also one of another user', () =>
    withTemporaryDir(async (dir) => {
      writeFileSync(join(dir, '1-a'), '');
      writeFileSync(join(dir, '4194304-b'), ''); // beyond the largest number of a process
      await openTransferFolder(dir);
      expect(readdirSync(dir)).toEqual(['1-a']);
    }));

  it('is made when it is needed, and removes its own files in the end', () =>
    withTemporaryDir(async (dir) => {
      const folder = await openTransferFolder(join(dir, 'uploads'));
      expect(existsSync(join(dir, 'uploads'))).toBe(false);
      const [a, b] = [await folder.newPath(), await folder.newPath()];
      expect(a).not.toBe(b);
      writeFileSync(a, '');
      writeFileSync(join(dir, 'uploads/1-other'), '');
      await folder.dispose();
      expect(readdirSync(join(dir, 'uploads'))).toEqual(['1-other']);
    }));
});
