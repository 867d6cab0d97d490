import { damaged, type ModelFile } from './model-file.ts';
import { readRowCount, shapeBytes, type MatrixPlace, type ModelMatrix } from './model-matrix.ts';
import { readQuantizer, type Quantizer } from './quantizer.ts';

/** Whether lengths have codes of their own; the shape; how many codes there are. */
const headBytes = 1 + shapeBytes + 4;

/**
 * A matrix of codes, which are decoded as they are read (Joulin et al. 2016, FastText.zip). Where the rows' lengths were taken out before, they
 * come back in. Throws `bad-file`.
 */
export async function openQuantizedMatrix(file: ModelFile, place: MatrixPlace): Promise<ModelMatrix> {
  const { dimensions, what } = place;
  const head = await file.read(place.start, headBytes, `the shape of ${what}`);
  const rowCount = readRowCount(head, 1, file, place);
  const codeCount = head.readInt32LE(1 + shapeBytes);
  const codesAt = place.start + headBytes;
  if (codeCount < 0) throw damaged(file.name, `expected the codes of ${what}, found ${codeCount} of them`);
  file.expectBytes(codesAt, codeCount, `the codes of ${what}`);
  const quantizer = await readQuantizer(file, { ...place, start: codesAt + codeCount });
  const { pieceCount } = quantizer;
  if (codeCount !== rowCount * pieceCount) {
    throw damaged(file.name, `expected ${rowCount} x ${pieceCount} codes in ${what}, found ${codeCount}`);
  }
  const lengths = head[0] === 0 ? undefined : await openLengths(file, rowCount, quantizer.end, what);
  return {
    rowCount,
    dimensions,
    end: lengths?.end ?? quantizer.end,
    readRows: async (first, count) => {
      const codes = await file.read(codesAt + first * pieceCount, count * pieceCount, what);
      const rows = new Float32Array(count * dimensions);
      quantizer.decode(codes, rows);
      if (lengths) scaleRows(rows, await lengths.read(first, count));
      return rows;
    },
  };
}

interface Lengths {
  readonly end: number;
  read(first: number, count: number): Promise<Float32Array>;
}

async function openLengths(file: ModelFile, rowCount: number, start: number, of: string): Promise<Lengths> {
  const what = `the lengths of ${of}`;
  file.expectBytes(start, rowCount, what);
  const quantizer: Quantizer = await readQuantizer(file, { start: start + rowCount, dimensions: 1, what });
  return {
    end: quantizer.end,
    read: async (first, count) => {
      const lengths = new Float32Array(count);
      quantizer.decode(await file.read(start + first, count, what), lengths);
      return lengths;
    },
  };
}

function scaleRows(rows: Float32Array, lengths: Float32Array): void {
  const dimensions = rows.length / lengths.length;
  lengths.forEach((length, row) => {
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) rows[at]! *= length;
  });
}
