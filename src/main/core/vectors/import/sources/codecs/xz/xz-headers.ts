import { crc32 } from 'node:zlib';
import { DamagedData } from '../damage.ts';

export const streamHeaderBytes = 12;
export const streamFooterBytes = 12;
const streamMagic = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]);
const lzma2Filter = 0x21;
const mebibyte = 2 ** 20;
/** What `xz -9` uses. Unpacking takes that much memory. */
const maxDictionaryBytes = 64 * mebibyte;

export function isXz(head: Buffer): boolean {
  return head.subarray(0, streamMagic.length).equals(streamMagic);
}

/** The number of the check that a stream's header names. */
export function readStreamHeader(bytes: Buffer): number {
  if (!isXz(bytes)) throw new DamagedData('expected an xz header');
  assertChecksum(bytes.subarray(6, 8), bytes.readUInt32LE(8));
  return readFlags(bytes, 6);
}

/** Compares what a stream's footer says with what was read. */
export function readStreamFooter(bytes: Buffer, expected: { check: number; indexBytes: number }): void {
  if (bytes.toString('latin1', 10) !== 'YZ') throw new DamagedData('expected an xz footer');
  assertChecksum(bytes.subarray(4, 10), bytes.readUInt32LE(0));
  const indexBytes = 4 * (bytes.readUInt32LE(4) + 1);
  if (readFlags(bytes, 8) !== expected.check || indexBytes !== expected.indexBytes) {
    throw new DamagedData('a footer that does not fit');
  }
}

export interface BlockHeader {
  readonly dictionaryBytes: number;
  readonly packedBytes: number | undefined;
  readonly unpackedBytes: number | undefined;
}

/** Reads a block's header, the byte of its size included. */
export function readBlockHeader(bytes: Buffer): BlockHeader {
  const content = bytes.subarray(0, bytes.length - 4);
  assertChecksum(content, bytes.readUInt32LE(content.length));
  const flags = content[1]!;
  const numbers = createVarintReader(content, 2);
  const packedBytes = (flags & 0x40) !== 0 ? numbers.read() : undefined;
  const unpackedBytes = (flags & 0x80) !== 0 ? numbers.read() : undefined;
  if ((flags & 0x3f) !== 0) throw new DamagedData('filters for programs, which are not supported');
  const filter = numbers.read();
  const propertyBytes = numbers.read();
  if (filter !== lzma2Filter || propertyBytes !== 1) {
    throw new DamagedData(`filter ${filter}, where only LZMA2 is supported`);
  }
  const dictionaryBytes = dictionaryBytesOf(numbers.read());
  if (content.subarray(numbers.at()).some((byte) => byte !== 0)) throw new DamagedData('a wrong header');
  return { dictionaryBytes, packedBytes, unpackedBytes };
}

function dictionaryBytesOf(bits: number): number {
  const bytes = (2 | (bits & 1)) * 2 ** ((bits >>> 1) + 11);
  if (bits > 40) throw new DamagedData(`a dictionary of kind ${bits}`);
  if (bytes <= maxDictionaryBytes) return bytes;
  throw new DamagedData(
    `its dictionary of ${Math.round(bytes / mebibyte)} MB is larger than 64 MB: unpack it first (xz -d)`,
  );
}

/** Reads numbers of up to 63 bits, seven to a byte, lowest first. */
function createVarintReader(bytes: Buffer, start: number): { read(): number; at(): number } {
  let at = start;
  return {
    at: () => at,
    read: () => {
      let value = 0;
      for (let shift = 0; shift < 63; shift += 7) {
        const byte = at < bytes.length ? bytes[at++]! : -1;
        if (byte < 0 || (byte === 0 && shift > 0)) break;
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) return value;
      }
      throw new DamagedData('a number that is none');
    },
  };
}

function readFlags(bytes: Buffer, at: number): number {
  if (bytes[at] !== 0 || bytes[at + 1]! > 15) throw new DamagedData('a newer kind of xz');
  return bytes[at + 1]!;
}

function assertChecksum(bytes: Buffer, expected: number): void {
  if (crc32(bytes) !== expected) throw new DamagedData('a checksum is wrong');
}
