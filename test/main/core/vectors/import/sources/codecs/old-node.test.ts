import type * as zlib from 'node:zlib';
import { zstdCompressSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { readSource, write } from '../support.ts';

vi.mock('node:zlib', async (importOriginal) => ({
  ...(await importOriginal<typeof zlib>()),
  createZstdDecompress: undefined,
}));

it('says that this Node cannot read zstd where it is too old', async () => {
  const packed = zstdCompressSync(Buffer.from('the 1 2\n'));
  const reading = readSource(write('v.txt.zst', packed));
  await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
  await expect(reading).rejects.toThrow(
    `v.txt.zst is packed by zstd, which Node ${process.versions.node} cannot read: unpack it first (zstd -d)`,
  );
});
