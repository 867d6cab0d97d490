import { createGunzip } from 'node:zlib';
import type { Codec } from './codec.ts';
import { unpackMembers, zlibChunkBytes } from './zlib-members.ts';

/** RFC 1952. */
export const gzip: Codec = {
  name: 'gzip',
  extension: '.gz',
  matches: (head) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8,
  unpack: (packed, signal) =>
    unpackMembers(
      packed,
      { name: 'gzip', createStream: () => createGunzip({ chunkSize: zlibChunkBytes }) },
      signal,
    ),
};
