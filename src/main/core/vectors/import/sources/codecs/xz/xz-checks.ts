import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc64 } from './crc64.ts';
import { DamagedData } from '../damage.ts';

/** The checksum of a block's plain bytes. */
export interface Check {
  readonly sizeBytes: number;
  update(bytes: Buffer): void;
  digest(): Buffer;
}

/** The check that xz gives this number. */
export function createCheck(id: number): Check {
  switch (id) {
    case 0:
      return { sizeBytes: 0, update: () => undefined, digest: () => Buffer.alloc(0) };
    case 1:
      return createCrc32();
    case 4: {
      const crc = new Crc64();
      return { sizeBytes: 8, update: (bytes) => crc.update(bytes), digest: () => crc.digest() };
    }
    case 10: {
      const hash = createHash('sha256');
      return { sizeBytes: 32, update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
    default:
      throw new DamagedData(`a check of kind ${id}`);
  }
}

function createCrc32(): Check {
  let value = 0;
  return {
    sizeBytes: 4,
    update: (bytes) => void (value = crc32(bytes, value)),
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    },
  };
}
