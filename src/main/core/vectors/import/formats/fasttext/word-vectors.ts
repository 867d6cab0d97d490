import { setImmediate } from 'node:timers/promises';
import { createNgrams } from '../../../subwords/ngrams.ts';
import type { RowSink } from '../../row-sink.ts';
import { addRows } from './add-rows.ts';
import { readEntries } from './model-dictionary.ts';
import type { FastTextModel } from './open-model.ts';
import { readPieces, type PieceOptions } from './read-pieces.ts';
import { createWordBatch, type WordBatch } from './word-batch.ts';

/** The sums of one batch of words take at most 64 MB, whatever the model's size, and their n-grams some 50 MB. */
const batchNumbers = 1 << 24;
const batchWords = 160_000;
const wordsPerTurn = 2048;

/** In how many batches the words are read, each of which goes through the n-gram rows once. */
export interface Batches {
  readonly count: number;
  /** Words in each, so that the last one is as large as the others. */
  readonly size: number;
}

export function planBatches(wordCount: number, dimensions: number): Batches {
  const most = Math.min(batchWords, Math.ceil(batchNumbers / dimensions));
  const count = Math.max(1, Math.ceil(wordCount / most));
  return { count, size: Math.ceil(wordCount / count) };
}

/**
 * Feeds the model's words to `sink`, each with the mean of its own row and those of its n-grams, as fastText's getWordVector gives it (up to
 * rounding: the rows are added in another order). Labels are no words.
 */
export async function readWordVectors(
  model: FastTextModel,
  sink: RowSink,
  { batches, ...options }: PieceOptions & { readonly batches: Batches },
): Promise<void> {
  const { dictionary, dimensions } = model;
  const batch = createWordBatch(batches.size, model.ngrams && createNgrams(model.ngrams));
  const sums = new Float32Array(batches.size * dimensions);
  const entries = { entriesAt: dictionary.entriesAt, count: dictionary.wordCount };
  for await (const { word } of readEntries(model.file, entries, options)) {
    batch.add(word);
    if (!batch.isFull) continue;
    await finishBatch(model, batch, sums, { sink, ...options });
    batch.clear();
  }
  await finishBatch(model, batch, sums, { sink, ...options });
}

async function finishBatch(
  { input, ngrams, dictionary, dimensions }: FastTextModel,
  batch: WordBatch,
  sums: Float32Array,
  { sink, ...options }: PieceOptions & { readonly sink: RowSink },
): Promise<void> {
  const count = batch.words.length;
  if (count === 0) return;
  for await (const { rows, first } of readPieces({ matrix: input, first: batch.first, count }, options)) {
    sums.set(rows, first * dimensions);
  }
  if (ngrams) {
    const part = { matrix: input, first: dictionary.wordCount, count: ngrams.rowCount };
    await addRows(part, batch.additions, sums, options);
    divide(sums, dimensions, batch);
  }
  for (let place = 0; place < count; place++) {
    const word = batch.words[place];
    const line = batch.first + place + 1;
    if (word === undefined) sink.skip(line, 'the word is not valid UTF-8');
    else sink.add(word, sums.subarray(place * dimensions, (place + 1) * dimensions), line);
    if (place % wordsPerTurn === 0) await setImmediate();
  }
}

/** Sums become means. */
function divide(sums: Float32Array, dimensions: number, { words, additions }: WordBatch): void {
  const counts = new Uint32Array(words.length).fill(1);
  for (let k = 0; k < additions.count; k++) counts[additions.words[k]!]!++;
  counts.forEach((count, place) => {
    const factor = Math.fround(1 / count);
    for (let at = place * dimensions; at < (place + 1) * dimensions; at++) sums[at]! *= factor;
  });
}
