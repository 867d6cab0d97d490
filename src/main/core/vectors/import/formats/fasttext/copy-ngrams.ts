import type { SubwordSink } from '../../row-sink.ts';
import type { FastTextModel } from './open-model.ts';
import { readPieces, type PieceOptions } from './read-pieces.ts';

/** Hands the rows of the model's n-grams to `sink`, in order; returns how many hold numbers that are not finite. */
export async function copyNgrams(
  { input, ngrams, dictionary, dimensions }: FastTextModel,
  sink: SubwordSink,
  options: PieceOptions,
): Promise<number> {
  if (!ngrams) return 0;
  sink.begin(ngrams);
  let oddRows = 0;
  const part = { matrix: input, first: dictionary.wordCount, count: ngrams.rowCount };
  for await (const { rows } of readPieces(part, options)) {
    oddRows += countOddRows(rows, dimensions);
    sink.add(rows);
  }
  return oddRows;
}

function countOddRows(rows: Float32Array, dimensions: number): number {
  let count = 0;
  for (let start = 0; start < rows.length; start += dimensions) {
    let isOdd = false;
    for (let at = start; at < start + dimensions; at++) isOdd ||= !Number.isFinite(rows[at]);
    if (isOdd) count++;
  }
  return count;
}
