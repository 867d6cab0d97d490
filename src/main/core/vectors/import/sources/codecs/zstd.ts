import * as zlib from 'node:zlib';
import { AppError } from '../../../../../../shared/errors.ts';
import type { Codec } from './codec.ts';
import { unpackMembers, zlibChunkBytes } from './zlib-members.ts';

const frameMagic = 0xfd2fb528;
/** Any of 16 numbers begins a frame that readers skip. */
const firstSkippableMagic = 0x184d2a50;

/** RFC 8878. Needs the zstd of Node 22.15 or newer; the check is made when a file asks for it, as older ones can load all else. */
export const zstd: Codec = {
  name: 'zstd',
  extension: '.zst',
  matches: (head) => {
    if (head.length < 4) return false;
    const magic = head.readUInt32LE(0);
    return magic === frameMagic || (magic & 0xfffffff0) === firstSkippableMagic;
  },
  unpack: (packed, signal) => {
    const createStream = (): zlib.ZstdDecompress => zlib.createZstdDecompress({ chunkSize: zlibChunkBytes });
    if (typeof zlib.createZstdDecompress !== 'function') {
      throw new AppError(
        'bad-file',
        `${packed.name} is packed by zstd, which Node ${process.versions.node} cannot read: unpack it first (zstd -d)`,
      );
    }
    return unpackMembers(packed, { name: 'zstd', createStream }, signal);
  },
};
