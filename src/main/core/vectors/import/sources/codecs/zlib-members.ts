import type { Transform } from 'node:stream';
import { AppError } from '../../../../../../shared/errors.ts';
import type { Piece, Stretch } from '../stretch.ts';

/** A decompressing stream of node:zlib. It ends after its member, or after all of them where it knows of several. */
export type ZlibStream = Transform & {
  /** How many packed bytes it has used up. */
  readonly bytesWritten: number;
};

/** Larger pieces than zlib's 16 KB: fewer turns for the same bytes. */
export const zlibChunkBytes = 256 * 1024;

interface ZlibCodec {
  readonly name: string;
  createStream(): ZlibStream;
}

/**
 * Unpacks a stretch by streams of node:zlib, which work in threads of their own: one stream for each member, as that of zstd ends silently
 * after the first.
 */
export async function* unpackMembers(
  packed: Stretch,
  codec: ZlibCodec,
  signal: AbortSignal | undefined,
): AsyncGenerator<Piece> {
  let at = 0;
  do {
    const stream = codec.createStream();
    try {
      for await (const bytes of pass(packed.pieces(at, signal), stream)) {
        yield { bytes, position: at + stream.bytesWritten };
      }
    } catch (error) {
      throw toBadFile(error, `${packed.name}, after ${at + stream.bytesWritten} bytes of ${codec.name} data`);
    }
    at = await skipZeros(packed, at + stream.bytesWritten, signal);
  } while (at < packed.sizeBytes);
}

/** What comes out of `stream` when `pieces` go in. Ends with the stream, even if there are pieces left. */
async function* pass(pieces: AsyncIterable<Piece>, stream: ZlibStream): AsyncGenerator<Buffer> {
  void write(pieces, stream);
  try {
    for await (const bytes of stream) yield bytes as Buffer;
  } finally {
    stream.destroy();
  }
}

/** Each piece is used up before the next is asked for, as pieces share their buffers. */
async function write(pieces: AsyncIterable<Piece>, stream: ZlibStream): Promise<void> {
  try {
    for await (const { bytes } of pieces) {
      await new Promise<void>((resolve) => stream.write(bytes, () => resolve()));
      if (stream.destroyed || stream.readableEnded) return;
    }
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
  }
}

async function skipZeros(packed: Stretch, from: number, signal: AbortSignal | undefined): Promise<number> {
  for await (const { bytes, position } of packed.pieces(from, signal)) {
    const place = bytes.findIndex((byte) => byte !== 0);
    if (place >= 0) return position - bytes.length + place;
  }
  return packed.sizeBytes;
}

function toBadFile(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError || !('code' in error)) return error;
  const what = error.code === 'Z_BUF_ERROR' ? 'the file is cut short' : `damaged data (${error.message})`;
  return new AppError('bad-file', `${place}: ${what}`, { cause: error });
}
