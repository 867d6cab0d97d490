import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Piece, Stretch } from '../../stretch.ts';
import { BitReader } from './bit-reader.ts';
import { readBlock } from './bzip2-block.ts';
import { createBlockText, linkCells } from './bzip2-text.ts';
import type { Codec } from '../codec.ts';
import { DamagedData, toBadFile } from '../damage.ts';
import { createPieceReader, type PieceReader } from '../piece-reader.ts';
import { take } from '../take.ts';

const bytesPerLevel = 100_000;
/** A block's symbols take at most 20 bits; its tables are small. */
const maxPackedBytes = (level: number): number => 64 * 1024 + 2.5 * level * bytesPerLevel;
const outputBytes = 256 * 1024;
const headerBytes = 4;
const [blockHigh, blockLow] = [0x314159, 0x265359];
const [endHigh, endLow] = [0x177245, 0x385090];

/** Julian Seward's format, by blocks of up to 900 kB, one after another. */
export const bzip2: Codec = {
  name: 'bzip2',
  extension: '.bz2',
  // A word may begin like this; the mark of a block, or of an empty stream's end, it will not.
  matches: (head) => levelOf(head) !== undefined && isMark(head.subarray(headerBytes)),
  unpack,
};

function isMark(bytes: Buffer): boolean {
  return ['314159265359', '177245385090'].includes(bytes.toString('hex', 0, 6));
}

function levelOf(head: Buffer): number | undefined {
  const level = head.toString('latin1', 0, 3) === 'BZh' ? head[3]! - 48 : 0;
  return level >= 1 && level <= 9 ? level : undefined;
}

async function* unpack(packed: Stretch, signal: AbortSignal | undefined): AsyncGenerator<Piece> {
  const reader = createPieceReader(packed, 0, signal);
  const target = Buffer.allocUnsafe(outputBytes);
  try {
    do {
      const level = levelOf(await take(reader, headerBytes));
      if (level === undefined) throw new DamagedData('expected a bzip2 header');
      yield* unpackStream(reader, level, target);
      await skipZeros(reader);
    } while ((await reader.peek(1)).length > 0);
  } catch (error) {
    throw toBadFile(error, `${packed.name}, after ${reader.position()} bytes of bzip2 data`);
  } finally {
    await reader.close();
  }
}

async function* unpackStream(reader: PieceReader, level: number, target: Buffer): AsyncGenerator<Piece> {
  const cells = new Uint32Array(level * bytesPerLevel);
  let bit = 0;
  let combined = 0;
  for (;;) {
    const bytes = await reader.peek(maxPackedBytes(level));
    const { isEnd, checksum, endBit } = readMark(bytes, bit);
    if (isEnd) {
      if (checksum !== combined) throw new DamagedData('the checksum of the whole is wrong');
      return reader.skip((endBit + 7) >>> 3); // what follows begins with a whole byte
    }
    const block = readBlock(bytes, endBit, cells);
    await nextTurn();
    linkCells(block);
    const text = createBlockText(block);
    reader.skip(block.endBit >>> 3);
    bit = block.endBit & 7;
    for (let count = text.write(target); count > 0; count = text.write(target)) {
      yield { bytes: target.subarray(0, count), position: reader.position() };
      await nextTurn();
    }
    if (text.checksum() !== checksum) throw new DamagedData('its checksum is wrong');
    combined = (((combined << 1) | (combined >>> 31)) ^ checksum) >>> 0;
  }
}

/** What begins at a bit: a block, or the end of the stream. */
function readMark(
  bytes: Buffer,
  bit: number,
): { readonly isEnd: boolean; readonly checksum: number; readonly endBit: number } {
  const bits = new BitReader(bytes, bit);
  const high = bits.read(24);
  const low = bits.read(24);
  const isEnd = high === endHigh && low === endLow;
  if (!isEnd && (high !== blockHigh || low !== blockLow)) throw new DamagedData('expected the next block');
  const checksum = bits.read(16) * 0x10000 + bits.read(16);
  return { isEnd, checksum, endBit: bits.position() };
}

async function skipZeros(reader: PieceReader): Promise<void> {
  for (let bytes = await reader.peek(1); bytes[0] === 0; bytes = await reader.peek(1)) {
    const count = bytes.findIndex((byte) => byte !== 0);
    reader.skip(count < 0 ? bytes.length : count);
  }
}
