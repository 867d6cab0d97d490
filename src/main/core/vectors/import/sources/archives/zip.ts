import { createInflateRaw, crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { AppError } from '../../../../../../shared/errors.ts';
import { bzip2 } from '../codecs/bzip2/bzip2.ts';
import { xz } from '../codecs/xz/xz.ts';
import { unpackMembers, zlibChunkBytes } from '../codecs/zlib-members.ts';
import { zstd } from '../codecs/zstd.ts';
import type { Unpack } from '../codecs/codec.ts';
import type { InputFile } from '../input-file.ts';
import type { Piece, Stretch } from '../stretch.ts';

/** One file of an archive. */
export interface Member {
  /** Its path in the archive, divided by slashes. Nothing is ever written by this name. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Where it lies, and how it is unpacked. Throws `bad-file` where it is encrypted, or packed in a way that cannot be read. */
  locate(): Promise<{ readonly stretch: Stretch; readonly unpack: Unpack }>;
}

const maxMembers = 10_000;

export function isZip(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 4);
  return magic === 'PK\u0003\u0004' || magic === 'PK\u0005\u0006';
}

/** The files of a zip archive, in its order. Throws `bad-file`. */
export async function readZip(file: InputFile): Promise<Member[]> {
  const { name } = file.whole;
  const members: Member[] = [];
  const damaged = (error: unknown): AppError =>
    new AppError('bad-file', `${name} is damaged or cut short: ${(error as Error).message}`, {
      cause: error,
    });
  try {
    const zip = await yauzl.fromFdPromise(file.handle.fd, { autoClose: false, decodeStrings: false });
    for await (const entry of zip.eachEntry()) {
      const path = pathOf(entry);
      if (path.endsWith('/')) continue;
      if (members.length === maxMembers) throw new Error(`it holds more than ${maxMembers} files`);
      members.push({
        path,
        sizeBytes: entry.uncompressedSize,
        locate: async () => {
          const unpack = unpackerOf(entry, `${name}: ${path}`);
          const { fileDataStart } = await zip
            .readLocalFileHeaderPromise(entry, { minimal: true })
            .catch((error: unknown) => {
              throw damaged(error);
            });
          const end = fileDataStart + entry.compressedSize;
          return { stretch: file.stretch(`${name}: ${path}`, fileDataStart, end), unpack };
        },
      });
    }
    return members;
  } catch (error) {
    throw damaged(error);
  }
}

/** Control characters would disturb a terminal. */
function pathOf(entry: yauzl.Entry): string {
  const name = yauzl.getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    false,
  );
  return name.replace(/[\u0000-\u001f\u007f]/g, '\ufffd');
}

/** By the number of the method that zip's specification (APPNOTE 6.3.10) gives. */
const unpackers: Readonly<Record<number, Unpack>> = {
  0: (packed, signal) => packed.pieces(0, signal),
  8: (packed, signal) =>
    unpackMembers(
      packed,
      { name: 'deflate', createStream: () => createInflateRaw({ chunkSize: zlibChunkBytes }) },
      signal,
    ),
  12: bzip2.unpack,
  93: zstd.unpack,
  95: xz.unpack,
};

const otherMethods: Readonly<Record<number, string>> = { 9: 'Deflate64', 14: 'LZMA', 98: 'PPMd', 99: 'AES' };

function unpackerOf(entry: yauzl.Entry, name: string): Unpack {
  if (entry.isEncrypted()) {
    throw new AppError('bad-file', `${name} is encrypted: unpack it first, and import the file`);
  }
  const unpack = unpackers[entry.compressionMethod];
  if (unpack) return (packed, signal) => checkMember(unpack(packed, signal), entry, name);
  const method = otherMethods[entry.compressionMethod] ?? `method ${entry.compressionMethod}`;
  throw new AppError(
    'bad-file',
    `${name} is packed by ${method}, which is not supported: unpack it first, and import the file`,
  );
}

async function* checkMember(
  pieces: AsyncIterable<Piece>,
  entry: yauzl.Entry,
  name: string,
): AsyncGenerator<Piece> {
  let sum = 0;
  let sizeBytes = 0;
  for await (const piece of pieces) {
    sum = crc32(piece.bytes, sum);
    sizeBytes += piece.bytes.length;
    yield piece;
  }
  if (sizeBytes !== entry.uncompressedSize) {
    throw new AppError(
      'bad-file',
      `${name} is damaged: expected ${entry.uncompressedSize} bytes, found ${sizeBytes}`,
    );
  }
  if (sum !== entry.crc32) throw new AppError('bad-file', `${name} is damaged: its checksum is wrong`);
}
