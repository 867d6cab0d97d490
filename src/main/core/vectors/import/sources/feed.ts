import { throwIfAborted } from '../../../../../shared/errors.ts';
import type { ReadOptions } from '../row-sink.ts';
import type { Piece } from './stretch.ts';
import type { Chunk } from './vector-source.ts';

/**
 * Gives the pieces to `consume` one after another, in front of each what was not used of the one before. Then, as the last chunk, what is
 * left in the end.
 */
export async function feed(
  pieces: AsyncIterable<Piece>,
  consume: (chunk: Chunk) => number,
  { signal, onProgress, totalBytes }: ReadOptions & { readonly totalBytes: number },
): Promise<void> {
  const rest = createRest();
  for await (const { bytes, position } of pieces) {
    throwIfAborted(signal);
    const chunk = rest.before(bytes);
    rest.keep(chunk, consume({ bytes: chunk, isLast: false }));
    onProgress?.(position, totalBytes);
  }
  consume({ bytes: rest.bytes(), isLast: true });
}

interface Rest {
  bytes(): Buffer;
  /** The rest followed by `bytes`. */
  before(bytes: Buffer): Buffer;
  /** Keeps what follows the first `used` bytes. */
  keep(chunk: Buffer, used: number): void;
}

function createRest(): Rest {
  let buffer = Buffer.allocUnsafe(0);
  let length = 0;

  function reserve(size: number): void {
    if (size <= buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(size, 2 * buffer.length));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  }

  return {
    bytes: () => buffer.subarray(0, length),
    before: (bytes) => {
      if (length === 0) return bytes;
      reserve(length + bytes.length);
      bytes.copy(buffer, length);
      return buffer.subarray(0, length + bytes.length);
    },
    keep: (chunk, used) => {
      length = 0;
      reserve(chunk.length - used);
      length = chunk.copy(buffer, 0, used);
    },
  };
}
