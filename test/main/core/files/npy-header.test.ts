import { describe, expect, it } from 'vitest';
import { npyHeader } from '../../../../src/main/core/files/npy-header.ts';

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
