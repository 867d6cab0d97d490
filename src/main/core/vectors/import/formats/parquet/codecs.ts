import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { AppError } from '../../../../../../shared/errors.ts';
import { readUnsigned } from './varint.ts';

/** Unpacks the bytes of a page, which must come to `sizeBytes`. Throws an Error for bytes that are damaged. */
export type Unpack = (bytes: Buffer, sizeBytes: number) => Uint8Array;

/** The codecs by their numbers in the format. */
const names = ['uncompressed', 'Snappy', 'gzip', 'LZO', 'Brotli', 'LZ4', 'Zstandard', 'raw LZ4'] as const;

/** Loads what unpacks the pages of a codec. Throws `bad-file` for one that is not read, naming its `place`. */
export async function loadCodec(codec: number, place: string): Promise<Unpack> {
  switch (names[codec]) {
    case 'uncompressed':
      return (bytes) => bytes;
    case 'Snappy':
      return loadSnappy();
    case 'gzip':
      return (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength });
    case 'Brotli':
      return (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength });
    case 'Zstandard':
      return (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength });
    case 'LZ4':
      return (await import('hyparquet-compressors')).decompressLz4;
    case 'raw LZ4':
      return (await import('hyparquet-compressors')).decompressLz4Raw;
    default: {
      const name = names[codec] ?? `codec ${codec}`;
      throw new AppError('bad-file', `${place}: its pages are packed by ${name}, which is not read`);
    }
  }
}

async function loadSnappy(): Promise<Unpack> {
  const { SNAPPY } = (await import('hyparquet-compressors')).compressors;
  return (bytes, sizeBytes) => {
    // The length of the unpacked bytes stands before the packed ones.
    let at = 0;
    const length = readUnsigned(() => bytes[at++] ?? 0);
    // The library trusts both numbers, and where they differ gives back what an earlier page left.
    if (length !== sizeBytes) throw new Error(`a page unpacks to ${length} bytes, expected ${sizeBytes}`);
    return SNAPPY!(bytes, sizeBytes);
  };
}
