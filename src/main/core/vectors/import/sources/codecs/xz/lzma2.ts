import { setImmediate as nextTurn } from 'node:timers/promises';
import { DamagedData } from '../damage.ts';
import { LzmaDecoder } from './lzma.ts';
import type { PieceReader } from '../piece-reader.ts';
import { SlidingWindow } from './sliding-window.ts';
import { take } from '../take.ts';

/** As much as is unpacked before other work has its turn. */
const stepBytes = 256 * 1024;

/**
 * Unpacks LZMA2: LZMA in chunks of up to 64 KB that unpack to up to 2 MB, or chunks that are not packed. Each piece is valid until the next one is
 * asked for.
 */
export async function* unpackLzma2(reader: PieceReader, dictionaryBytes: number): AsyncGenerator<Buffer> {
  const lzma = new LzmaDecoder();
  const window = new SlidingWindow(dictionaryBytes);
  let needs: 'dictionary' | 'properties' | 'nothing' = 'dictionary';
  for (;;) {
    const [control = 0] = await take(reader, 1);
    if (control === 0) return;
    const isPacked = control >= 0x80;
    const resets = isPacked ? (control >>> 5) & 3 : control === 1 ? 3 : 0;
    if (!isPacked && control > 2) throw new DamagedData(`a chunk of kind ${control}`);
    if (resets === 3) window.clear();
    else if (needs === 'dictionary') throw new DamagedData('a first chunk without its beginning');
    if (!isPacked) {
      needs = needs === 'nothing' && resets !== 3 ? 'nothing' : 'properties';
      yield* copyChunk(reader, window);
      continue;
    }
    const header = await take(reader, 4);
    const unpackedBytes = ((control & 0x1f) << 16) + header.readUInt16BE(0) + 1;
    const packedBytes = header.readUInt16BE(2) + 1;
    if (resets >= 2) lzma.setProperties((await take(reader, 1))[0]!);
    else if (needs !== 'nothing') throw new DamagedData('a chunk without properties');
    else if (resets === 1) lzma.resetState();
    needs = 'nothing';
    window.reserve(unpackedBytes);
    lzma.beginChunk(await take(reader, packedBytes));
    const end = window.at + unpackedBytes;
    while (window.at < end) {
      const from = window.at;
      lzma.unpack(window, Math.min(from + stepBytes, end), end);
      await nextTurn();
      yield window.bytes.subarray(from, window.at);
    }
    if (!lzma.isChunkUsedUp()) throw new DamagedData('a chunk of a wrong size');
  }
}

async function* copyChunk(reader: PieceReader, window: SlidingWindow): AsyncGenerator<Buffer> {
  const count = (await take(reader, 2)).readUInt16BE(0) + 1;
  window.reserve(count);
  const from = window.at;
  (await take(reader, count)).copy(window.bytes, from);
  window.at += count;
  yield window.bytes.subarray(from, window.at);
}
