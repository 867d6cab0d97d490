import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync, zstdCompressSync, crc32 } from 'node:zlib';
import { root } from '../../setup/run-script.ts';
import type { FuzzFile } from './fuzz-file.ts';

export const packings = ['plain', 'gzip', 'zstd', 'zip', 'zip-stored'] as const;
export type Packing = (typeof packings)[number];

/** The file as it is packed; what lies beside it lies in the archive too. */
export function pack(file: FuzzFile, packing: Packing): FuzzFile {
  switch (packing) {
    case 'plain':
      return file;
    case 'gzip':
      return { ...file, name: `${file.name}.gz`, bytes: gzipSync(file.bytes) };
    case 'zstd':
      return { ...file, name: `${file.name}.zst`, bytes: zstdCompressSync(file.bytes) };
    case 'zip':
    case 'zip-stored': {
      const members = file.companion ? [file, file.companion] : [file];
      return { name: 'v.zip', bytes: zip(members, packing === 'zip'), expected: file.expected };
    }
  }
}

function zip(
  members: readonly { readonly name: string; readonly bytes: Buffer }[],
  isDeflated: boolean,
): Buffer {
  const number = (width: number, value: number): Buffer => {
    const bytes = Buffer.alloc(width);
    bytes.writeUIntLE(value, 0, width);
    return bytes;
  };
  let offset = 0;
  const files: Buffer[] = [];
  const entries = members.map(({ name, bytes }) => {
    const data = isDeflated ? deflateRawSync(bytes) : bytes;
    const common = Buffer.concat([
      ...[number(2, 20), number(2, 0x800), number(2, isDeflated ? 8 : 0), number(4, 0)],
      ...[number(4, crc32(bytes)), number(4, data.length), number(4, bytes.length)],
      ...[number(2, Buffer.byteLength(name)), number(2, 0)],
    ]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
    const entry = Buffer.concat([
      ...[Buffer.from('PK\u0001\u0002'), number(2, 20), common],
      ...[number(2, 0), number(2, 0), number(2, 0), number(4, 0), number(4, offset), Buffer.from(name)],
    ]);
    files.push(local);
    offset += local.length;
    return entry;
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.concat([
    ...[Buffer.from('PK\u0005\u0006'), number(4, 0), number(2, members.length), number(2, members.length)],
    ...[number(4, directory.length), number(4, offset), number(2, 0)],
  ]);
  return Buffer.concat([...files, directory, end]);
}

/** Packed by the usual programs, as nothing here could. */
const packedNames = [
  'members.txt.bz2',
  'members.txt.xz',
  'bzip2.zip',
  'lzma.zip',
  'delta.xz',
  'large-dictionary.xz',
  'runs.bz2',
  'runs.xz',
];

/** Files in bzip2 and xz. */
export const packedFiles: fc.Arbitrary<FuzzFile> = fc.constantFrom(...packedNames).map((name) => ({
  name,
  bytes: readFileSync(join(root, 'test/fixtures/packed', name)),
  expected: undefined,
}));
