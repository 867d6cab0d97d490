import { CutShort } from './damage.ts';
import type { PieceReader } from './piece-reader.ts';

/** Exactly the next `count` bytes, valid until the next are asked for. Throws CutShort. */
export async function take(reader: PieceReader, count: number): Promise<Buffer> {
  const bytes = await reader.peek(count);
  if (bytes.length < count) throw new CutShort();
  reader.skip(count);
  return bytes.subarray(0, count);
}
