import { setImmediate } from 'node:timers/promises';
import { readPieces, rowsInPiece, type MatrixPart, type Piece, type PieceOptions } from './read-pieces.ts';
import type { Additions } from './word-batch.ts';

/** So many numbers are added before other calls get their turn: some 10 ms. */
const numbersPerTurn = 1 << 23;

/**
 * Adds rows of a matrix to the sums of words (`words x dimensions`). They are many and lie far apart, so the matrix is gone through once, in
 * order, and each piece of it is added wherever it is wanted.
 */
export async function addRows(
  part: MatrixPart,
  additions: Additions,
  sums: Float32Array,
  options: PieceOptions,
): Promise<void> {
  const { dimensions } = part.matrix;
  const rowsPerPiece = rowsInPiece(part.matrix);
  const { starts, order } = sortByPiece(additions, rowsPerPiece, Math.ceil(part.count / rowsPerPiece));
  const perTurn = Math.ceil(numbersPerTurn / dimensions);
  const isWanted = (piece: number): boolean => starts[piece + 1]! > starts[piece]!;
  for await (const piece of readPieces(part, options, isWanted)) {
    const number = piece.first / rowsPerPiece;
    for (let from = starts[number]!; from < starts[number + 1]!; from += perTurn) {
      const some = order.subarray(from, Math.min(from + perTurn, starts[number + 1]!));
      addPiece(piece, additions, some, { sums, dimensions });
      await setImmediate();
    }
  }
}

/** A counting sort: `order` from `starts[p]` to `starts[p + 1]` lists the additions of rows in piece p. */
function sortByPiece(
  { count, rows }: Additions,
  rowsPerPiece: number,
  pieceCount: number,
): { readonly starts: Uint32Array; readonly order: Uint32Array } {
  const starts = new Uint32Array(pieceCount + 1);
  for (let k = 0; k < count; k++) starts[Math.floor(rows[k]! / rowsPerPiece) + 1]!++;
  for (let piece = 0; piece < pieceCount; piece++) starts[piece + 1]! += starts[piece]!;
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let k = 0; k < count; k++) order[next[Math.floor(rows[k]! / rowsPerPiece)]!++] = k;
  return { starts, order };
}

function addPiece(
  { rows, first }: Piece,
  additions: Additions,
  chosen: Uint32Array,
  { sums, dimensions }: { readonly sums: Float32Array; readonly dimensions: number },
): void {
  for (const place of chosen) {
    const from = (additions.rows[place]! - first) * dimensions;
    const to = additions.words[place]! * dimensions;
    for (let k = 0; k < dimensions; k++) sums[to + k]! += rows[from + k]!;
  }
}
