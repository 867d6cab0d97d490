import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNpyWriter } from '../../../../src/main/hosts/cli/npy.ts';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';

describe('createNpyWriter', () => {
  it('writes rows of several chunks after the header', async () => {
    await withTemporaryDir(async (dir) => {
      const path = join(dir, 'out.npy');
      const file = await open(path, 'w');
      const npy = createNpyWriter(file);
      await npy.append(new Float32Array([1, 2, 3]));
      await npy.append(new Float32Array([0, 4, 5, 6]).subarray(1)); // a view at an offset
      await npy.finish([2, 3]);
      await file.close();
      const bytes = await readFile(path);
      expect(bytes.toString('latin1', 0, 128)).toContain("'shape': (2, 3)");
      const values = Array.from({ length: 6 }, (_, index) => bytes.readFloatLE(128 + 4 * index));
      expect(values).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });

  it('writes an empty array for no rows', async () => {
    await withTemporaryDir(async (dir) => {
      const path = join(dir, 'out.npy');
      const file = await open(path, 'w');
      await createNpyWriter(file).finish([0, 384]);
      await file.close();
      expect((await readFile(path)).length).toBe(128);
    });
  });
});
