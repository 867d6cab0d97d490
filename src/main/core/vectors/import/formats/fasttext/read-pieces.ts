import { throwIfAborted } from '../../../../../../shared/errors.ts';
import type { ModelMatrix } from './model-matrix.ts';

/** Some rows of a matrix. */
export interface MatrixPart {
  readonly matrix: ModelMatrix;
  readonly first: number;
  readonly count: number;
}

/** Rows as they were read; `first` counts from the part's first. */
export interface Piece {
  readonly rows: Float32Array;
  readonly first: number;
}

export interface PieceOptions {
  readonly signal: AbortSignal | undefined;
  /** Called with how many rows have been dealt with since the last call. */
  readonly onRows: (count: number) => void;
}

/** How many numbers are read at once: 4 MB. */
const pieceNumbers = 1 << 20;

export function rowsInPiece({ dimensions }: ModelMatrix): number {
  return Math.max(1, Math.floor(pieceNumbers / dimensions));
}

/** Goes through a part in order, piece by piece; pieces that are not `wanted`, by their number, are passed over unread. */
export async function* readPieces(
  { matrix, first, count }: MatrixPart,
  options: PieceOptions,
  wanted: (piece: number) => boolean = () => true,
): AsyncGenerator<Piece> {
  const size = rowsInPiece(matrix);
  for (let at = 0; at < count; at += size) {
    throwIfAborted(options.signal);
    const length = Math.min(size, count - at);
    if (wanted(at / size)) yield { rows: await matrix.readRows(first + at, length), first: at };
    options.onRows(length);
  }
}
