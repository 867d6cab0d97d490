import type { ModelFile } from './model-file.ts';
import { readRowCount, shapeBytes, toFloats, type MatrixPlace, type ModelMatrix } from './model-matrix.ts';

/** A matrix of float32, row after row; the file must hold all of it. Throws `bad-file`. */
export async function openDenseMatrix(file: ModelFile, place: MatrixPlace): Promise<ModelMatrix> {
  const { dimensions, what } = place;
  const rowCount = readRowCount(
    await file.read(place.start, shapeBytes, `the shape of ${what}`),
    0,
    file,
    place,
  );
  const rowsAt = place.start + shapeBytes;
  const rowBytes = 4 * dimensions;
  file.expectBytes(rowsAt, rowCount * rowBytes, `${what} (${rowCount} rows of ${dimensions} numbers)`);
  return {
    rowCount,
    dimensions,
    end: rowsAt + rowCount * rowBytes,
    readRows: async (first, count) =>
      toFloats(await file.read(rowsAt + first * rowBytes, count * rowBytes, what)),
  };
}
