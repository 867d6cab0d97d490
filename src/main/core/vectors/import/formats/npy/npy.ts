import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import type { FormatReport, VectorFormat } from '../../vector-format.ts';
import { readMatrixColumns } from '../matrix/matrix-columns.ts';
import { readMatrixRows } from '../matrix/matrix-rows.ts';
import { sizeBytes } from '../matrix/number-type.ts';
import { openWordList } from '../words/open-word-list.ts';
import { wordListNames } from '../words/word-list-names.ts';
import { npyMagic, parseNpyHeader, type NpyHeader } from './npy-header.ts';

/** A NumPy matrix, one row a word, whose words lie in a list beside it. */
export const npy: VectorFormat = {
  name: 'npy',
  matches: ({ head }) => npyMagic.equals(head.subarray(0, npyMagic.length)),
  companions: ({ baseName }) => wordListNames(baseName),
  read: readNpy,
};

async function readNpy(source: VectorSource, sink: RowSink, options: ReadOptions): Promise<FormatReport> {
  if (!npy.matches(source))
    throw new AppError('bad-file', `${source.name}: expected a NumPy file, which begins with "\\x93NUMPY"`);
  const header = parseNpyHeader(source.head, source.name);
  if (source.sizeBytes !== undefined) checkSize(source.name, header, source.sizeBytes);
  const words = await openWordList(source, header, options);
  const read = header.isFortran ? readMatrixColumns : readMatrixRows;
  const { notes, fileBytes } = await read(source, sink, { ...header, words }, options);
  checkSize(source.name, header, fileBytes);
  return { format: 'npy', notes };
}

/** A header and a file of different sizes: one of them is wrong, and nobody can tell which. */
function checkSize(name: string, header: NpyHeader, fileBytes: number): void {
  const { rowCount, dimensions, type, start } = header;
  const expected = rowCount * dimensions * sizeBytes[type.name];
  const found = fileBytes - start;
  if (found === expected) return;
  const shape = `${rowCount} x ${dimensions} numbers of the type ${type.name}`;
  const what = found < expected ? 'is cut short' : 'is longer than its header says';
  throw new AppError('bad-file', `${name} ${what}: expected ${expected} bytes for ${shape}, found ${found}`);
}
