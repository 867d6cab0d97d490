import { AppError } from '../../../../../shared/errors.ts';
import type { Piece, Stretch } from './stretch.ts';

/** How much may come out of a packed file. */
export interface UnpackLimits {
  /** Bytes that any file may unpack to, however small it is. */
  readonly freeBytes: number;
  /** Above that, how many bytes may come out of one packed byte. Vectors give 1 to 4. */
  readonly ratio: number;
  readonly totalBytes: number;
}

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

/** Ten million words with 4096 numbers each are 160 GB. */
export const unpackLimits: UnpackLimits = {
  freeBytes: 64 * mebibyte,
  ratio: 250,
  totalBytes: 512 * gibibyte,
};

/** Passes on what comes out of `packed`. Throws `bad-file` once it is more than vectors could be: such files are made to fill disks. */
export async function* guardUnpacking(
  pieces: AsyncIterable<Piece>,
  packed: Stretch,
  limits: UnpackLimits,
): AsyncGenerator<Piece> {
  let unpackedBytes = 0;
  for await (const piece of pieces) {
    unpackedBytes += piece.bytes.length;
    const most = Math.min(limits.totalBytes, Math.max(limits.freeBytes, limits.ratio * piece.position));
    if (unpackedBytes > most) {
      throw new AppError(
        'bad-file',
        `${packed.name} unpacks to more than ${most} bytes within its first ${piece.position}: no word vectors are packed so small`,
      );
    }
    yield piece;
  }
}
