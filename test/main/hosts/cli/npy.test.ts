import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNpyWriter, npyHeader } from '../../../../src/main/hosts/cli/npy.ts';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';

describe('npyHeader', () => {
  it('is a version 1.0 header whose data start at a multiple of 64', () => {
    const header = Buffer.from(npyHeader([3, 7, 384]));
    expect(header.length % 64).toBe(0);
    expect(header.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
    expect(header.readUInt16LE(8)).toBe(header.length - 10);
    const description = header.toString('latin1', 10);
    expect(description).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(3, 7, 384\), \} *\n$/);
  });
});

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
