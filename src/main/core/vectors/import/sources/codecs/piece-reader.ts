import type { Piece, Stretch } from '../stretch.ts';

/** A stretch's bytes for a decoder that wants as many at once as it says. */
export interface PieceReader {
  /** At least `count` bytes from where the reader is, fewer only where the stretch ends. Valid until the next call. */
  peek(count: number): Promise<Buffer>;
  /** Goes on by so many of the bytes that were seen. */
  skip(count: number): void;
  /** Where in the stretch the reader is. */
  position(): number;
  close(): Promise<void>;
}

export function createPieceReader(
  packed: Stretch,
  start: number,
  signal: AbortSignal | undefined,
): PieceReader {
  const pieces = packed.pieces(start, signal)[Symbol.asyncIterator]();
  let buffer = Buffer.allocUnsafe(0);
  /** The bytes [at, end) of the buffer have been read and not used. */
  let at = 0;
  let end = 0;
  let position = start;
  let isAtEnd = false;

  function append({ bytes }: Piece): void {
    const size = end - at + bytes.length;
    const isTooSmall = size > buffer.length;
    const target = isTooSmall ? Buffer.allocUnsafeSlow(Math.max(size, 2 * buffer.length)) : buffer;
    buffer.copy(target, 0, at, end);
    bytes.copy(target, end - at);
    buffer = target;
    at = 0;
    end = size;
  }

  return {
    peek: async (count) => {
      while (end - at < count && !isAtEnd) {
        const next = await pieces.next();
        if (next.done) isAtEnd = true;
        else append(next.value);
      }
      return buffer.subarray(at, end);
    },
    skip: (count) => {
      at += count;
      position += count;
    },
    position: () => position,
    close: async () => {
      await pieces.return?.();
    },
  };
}
