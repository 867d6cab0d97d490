import { throwIfAborted } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import { addRow, roundingNotes, type Matrix, type MatrixReport } from './matrix-rows.ts';
import { createNumberDecoder, sizeBytes } from './number-type.ts';

/** So many bytes of rows are gathered at a time, a stretch of each column. */
const defaultBlockBytes = 32 * 1024 * 1024;

/** The same as `readMatrixRows` for a matrix that lies column by column, as Fortran has it: from any place of the file. */
export async function readMatrixColumns(
  source: VectorSource,
  sink: RowSink,
  matrix: Matrix,
  options: ReadOptions & { readonly blockBytes?: number | undefined },
): Promise<MatrixReport> {
  const { blockBytes = defaultBlockBytes } = options;
  const { start, rowCount, dimensions, type, words } = matrix;
  const step = sizeBytes[type.name];
  const decoder = createNumberDecoder(type);
  const blockRows = Math.max(1, Math.min(rowCount, Math.floor(blockBytes / 4 / dimensions)));
  sink.begin(dimensions);
  const block = new Float32Array(blockRows * dimensions);
  const column = new Float32Array(blockRows);
  const file = await source.open(options);
  try {
    for (let first = 0; first < rowCount; first += blockRows) {
      const count = Math.min(blockRows, rowCount - first);
      for (let place = 0; place < dimensions; place++) {
        throwIfAborted(options.signal);
        const bytes = await file.read(start + (place * rowCount + first) * step, count * step);
        decoder.decode(bytes, 0, column.subarray(0, count));
        for (let row = 0; row < count; row++) block[row * dimensions + place] = column[row]!;
      }
      for (let row = 0; row < count; row++) {
        addRow(sink, words, block.subarray(row * dimensions, (row + 1) * dimensions), first + row + 1);
      }
      options.onProgress?.(start + (first + count) * dimensions * step, file.sizeBytes);
    }
    return { notes: roundingNotes(source.name, type, decoder), fileBytes: file.sizeBytes };
  } finally {
    await file.close();
  }
}
