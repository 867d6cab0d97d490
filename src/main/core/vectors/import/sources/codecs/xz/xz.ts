import type { Piece, Stretch } from '../../stretch.ts';
import type { Codec } from '../codec.ts';
import { CutShort, DamagedData, toBadFile } from '../damage.ts';
import { unpackLzma2 } from './lzma2.ts';
import { createPieceReader, type PieceReader } from '../piece-reader.ts';
import { take } from '../take.ts';
import { createCheck } from './xz-checks.ts';
import {
  isXz,
  readBlockHeader,
  readStreamFooter,
  readStreamHeader,
  streamFooterBytes,
  streamHeaderBytes,
} from './xz-headers.ts';
import { readIndex, type BlockSizes } from './xz-index.ts';

/** The .xz format 1.2 with the LZMA2 filter, as tukaani.org specifies it: streams of blocks, each with its checksum. */
export const xz: Codec = { name: 'xz', extension: '.xz', matches: isXz, unpack };

async function* unpack(packed: Stretch, signal: AbortSignal | undefined): AsyncGenerator<Piece> {
  const reader = createPieceReader(packed, 0, signal);
  try {
    do {
      yield* unpackStream(reader);
      await skipPadding(reader);
    } while ((await reader.peek(1)).length > 0);
  } catch (error) {
    throw toBadFile(error, `${packed.name}, after ${reader.position()} bytes of xz data`);
  } finally {
    await reader.close();
  }
}

async function* unpackStream(reader: PieceReader): AsyncGenerator<Piece> {
  const check = readStreamHeader(await take(reader, streamHeaderBytes));
  const blocks: BlockSizes[] = [];
  for (;;) {
    const [first] = await reader.peek(1);
    if (first === undefined) throw new CutShort();
    if (first === 0) break;
    blocks.push(yield* unpackBlock(reader, { headerBytes: 4 * (first + 1), check }));
  }
  const indexBytes = await readIndex(reader, blocks);
  readStreamFooter(await take(reader, streamFooterBytes), { check, indexBytes });
}

async function* unpackBlock(
  reader: PieceReader,
  { headerBytes, check }: { readonly headerBytes: number; readonly check: number },
): AsyncGenerator<Piece, BlockSizes> {
  const header = readBlockHeader(await take(reader, headerBytes));
  const sum = createCheck(check);
  const start = reader.position();
  let unpackedBytes = 0;
  for await (const bytes of unpackLzma2(reader, header.dictionaryBytes)) {
    sum.update(bytes);
    unpackedBytes += bytes.length;
    yield { bytes, position: reader.position() };
  }
  const packedBytes = reader.position() - start;
  const isAsSaid =
    (header.packedBytes ?? packedBytes) === packedBytes &&
    (header.unpackedBytes ?? unpackedBytes) === unpackedBytes;
  if (!isAsSaid) throw new DamagedData('a block of a wrong size');
  await skipFill(reader, packedBytes);
  if (!sum.digest().equals(await take(reader, sum.sizeBytes))) throw new DamagedData('a checksum is wrong');
  return { unpaddedBytes: headerBytes + packedBytes + sum.sizeBytes, unpackedBytes };
}

/** Passes over the zeros that fill up `count` bytes to a multiple of 4. */
async function skipFill(reader: PieceReader, count: number): Promise<void> {
  const fill = await take(reader, (4 - (count % 4)) % 4);
  if (fill.some((byte) => byte !== 0)) throw new DamagedData('a wrong fill');
}

/** Passes over the zeros, in fours, that may stand between and after streams. */
async function skipPadding(reader: PieceReader): Promise<void> {
  for (let bytes = await reader.peek(4); bytes[0] === 0; bytes = await reader.peek(4)) {
    if ((await take(reader, 4)).some((byte) => byte !== 0)) throw new DamagedData('a wrong fill');
  }
}
