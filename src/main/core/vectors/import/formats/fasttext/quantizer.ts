import { damaged, type ModelFile } from './model-file.ts';
import { toFloats, type MatrixPlace } from './model-matrix.ts';

/** Turns codes back into numbers: one byte for each piece of a row names one of 256 pieces that it is nearest to. */
export interface Quantizer {
  /** Into how many pieces it cuts a row. */
  readonly pieceCount: number;
  /** Where the next part of the file begins. */
  readonly end: number;
  /** Writes the rows that the codes stand for. */
  decode(codes: Uint8Array, rows: Float32Array): void;
}

const headBytes = 16;
const centroidCount = 256;

/** Reads a product quantizer (Jégou et al. 2011). The last piece of a row may be narrower than the others. Throws `bad-file`. */
export async function readQuantizer(file: ModelFile, place: MatrixPlace): Promise<Quantizer> {
  const { start, dimensions, what } = place;
  const head = await file.read(start, headBytes, `the quantizer of ${what}`);
  const [width, pieceCount] = [head.readInt32LE(0), head.readInt32LE(4)];
  const [pieceWidth, lastWidth] = [head.readInt32LE(8), head.readInt32LE(12)];
  const isWhole =
    width === dimensions &&
    Math.min(pieceCount, pieceWidth, lastWidth) > 0 &&
    lastWidth <= pieceWidth &&
    (pieceCount - 1) * pieceWidth + lastWidth === dimensions;
  if (!isWhole) {
    const found = `${pieceCount} of ${pieceWidth}, the last of ${lastWidth}`;
    throw damaged(file.name, `expected pieces that make up ${dimensions} numbers in ${what}, found ${found}`);
  }
  const centroidsAt = start + headBytes;
  const centroidBytes = 4 * centroidCount * dimensions;
  const centroids = toFloats(await file.read(centroidsAt, centroidBytes, `the centroids of ${what}`));

  return {
    pieceCount,
    end: centroidsAt + centroidBytes,
    decode: (codes, rows) => {
      let at = 0;
      for (let place = 0; place < codes.length; place++) {
        const piece = place % pieceCount;
        const width = piece === pieceCount - 1 ? lastWidth : pieceWidth;
        const from = centroidCount * piece * pieceWidth + codes[place]! * width;
        for (let k = 0; k < width; k++) rows[at++] = centroids[from + k]!;
      }
    },
  };
}
