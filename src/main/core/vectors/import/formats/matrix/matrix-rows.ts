import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import type { ListedWords } from '../words/listed-words.ts';
import { createNumberDecoder, sizeBytes, type NumberDecoder, type NumberType } from './number-type.ts';

/** A matrix of numbers somewhere in a file, and the words of its rows. */
export interface Matrix {
  /** The byte where the numbers begin. */
  readonly start: number;
  readonly rowCount: number;
  readonly dimensions: number;
  readonly type: NumberType;
  readonly words: ListedWords;
}

export interface MatrixReport {
  /** That numbers were rounded. */
  readonly notes: readonly string[];
  /** How many bytes the unpacked file has. */
  readonly fileBytes: number;
}

/**
 * Feeds the rows of a matrix that lies row by row to `sink`, in one pass over the file. Throws `bad-file` where the file ends before.
 */
export async function readMatrixRows(
  source: VectorSource,
  sink: RowSink,
  matrix: Matrix,
  options: ReadOptions,
): Promise<MatrixReport> {
  const { start, rowCount, dimensions, type, words } = matrix;
  const rowBytes = dimensions * sizeBytes[type.name];
  const decoder = createNumberDecoder(type);
  sink.begin(dimensions);
  const vector = new Float32Array(dimensions);
  let position = 0;
  let row = 0;
  await source.read(({ bytes, isLast }) => {
    let at = Math.min(Math.max(0, start - position), bytes.length);
    while (row < rowCount && position + at >= start && at + rowBytes <= bytes.length) {
      decoder.decode(bytes, at, vector);
      addRow(sink, words, vector, ++row);
      at += rowBytes;
    }
    const used = row < rowCount && !isLast ? at : bytes.length;
    position += used;
    return used;
  }, options);
  if (row < rowCount) {
    throw new AppError('bad-file', `${source.name} is cut short: expected ${rowCount} rows, found ${row}`);
  }
  return { notes: roundingNotes(source.name, type, decoder), fileBytes: position };
}

/** Passes a row on with its word, or skips it where the list has none. `row` counts from 1. */
export function addRow(sink: RowSink, words: ListedWords, vector: Float32Array, row: number): void {
  const listed = words.next();
  if ('word' in listed) sink.add(listed.word, vector, row);
  else sink.skip(row, listed.reason);
}

export function roundingNotes(name: string, type: NumberType, decoder: NumberDecoder): string[] {
  return decoder.hasRounded()
    ? [`${name}: its numbers of the type ${type.name} were rounded to float32`]
    : [];
}
