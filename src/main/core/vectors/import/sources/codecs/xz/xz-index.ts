import { crc32 } from 'node:zlib';
import { DamagedData } from '../damage.ts';
import type { PieceReader } from '../piece-reader.ts';
import { take } from '../take.ts';

/** A block's sizes as the index of a stream lists them. */
export interface BlockSizes {
  /** Header, packed data and check, without the zeros that fill up to a multiple of 4. */
  readonly unpaddedBytes: number;
  readonly unpackedBytes: number;
}

/** Reads a stream's index, which has to list the blocks that were read; returns how many bytes it takes. */
export async function readIndex(reader: PieceReader, blocks: readonly BlockSizes[]): Promise<number> {
  const start = reader.position();
  let sum = 0;

  async function readByte(): Promise<number> {
    const bytes = await take(reader, 1);
    sum = crc32(bytes, sum);
    return bytes[0]!;
  }

  /** A number of up to 63 bits, seven to a byte, lowest first. */
  async function readNumber(): Promise<number> {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = await readByte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new DamagedData('a number that is none');
  }

  async function expectNumber(value: number): Promise<void> {
    if ((await readNumber()) !== value) throw new DamagedData('an index that does not list its blocks');
  }

  await readByte();
  await expectNumber(blocks.length);
  for (const { unpaddedBytes, unpackedBytes } of blocks) {
    await expectNumber(unpaddedBytes);
    await expectNumber(unpackedBytes);
  }
  while ((reader.position() - start) % 4 !== 0)
    if ((await readByte()) !== 0) throw new DamagedData('a wrong fill');
  if ((await take(reader, 4)).readUInt32LE(0) !== sum) throw new DamagedData('a checksum is wrong');
  return reader.position() - start;
}
