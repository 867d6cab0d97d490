import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import type { FormatReport, VectorFormat } from '../../vector-format.ts';
import { copyNgrams } from './copy-ngrams.ts';
import { beginsAsModel } from './model-arguments.ts';
import { createModelFile } from './model-file.ts';
import { createModelProgress } from './model-progress.ts';
import { openModel, type FastTextModel } from './open-model.ts';
import { planBatches, readWordVectors } from './word-vectors.ts';

/**
 * A model as the fasttext program saves it (`.bin`, or `.ftz` where it was quantized), versions 11 and 12: its words with their vectors, and
 * the vectors of n-grams that give unknown words theirs.
 */
export const fastTextModel: VectorFormat = {
  name: 'fasttext',
  matches: ({ head }) => beginsAsModel(head),
  read: readFastTextModel,
};

async function readFastTextModel(
  source: VectorSource,
  sink: RowSink,
  options: ReadOptions,
): Promise<FormatReport> {
  const { signal } = options;
  const progress = createModelProgress(options.onProgress);
  const access = await source.open({ signal, onProgress: progress.onUnpacked });
  try {
    const model = await openModel(createModelFile(source.name, access), { signal });
    const { dictionary, ngrams, dimensions } = model;
    const batches = planBatches(dictionary.wordCount, dimensions);
    // Every batch of words goes through the n-grams, and so does their copy.
    const ways = batches.count + (sink.subwords ? 1 : 0);
    const onRows = progress.countRows(dictionary.wordCount + ways * (ngrams?.rowCount ?? 0), 4 * dimensions);
    sink.begin(dimensions);
    await readWordVectors(model, sink, { signal, onRows, batches });
    const oddRows = sink.subwords ? await copyNgrams(model, sink.subwords, { signal, onRows }) : 0;
    return { format: 'fasttext', notes: notesOn(model, oddRows) };
  } finally {
    await access.close();
  }
}

function notesOn(model: FastTextModel, oddRows: number): string[] {
  const { file, dictionary, ngrams, isSupervised, end } = model;
  const notes: string[] = [];
  const { labelCount } = dictionary;
  if (labelCount > 0) {
    const kind = isSupervised ? 'a supervised model' : 'a model with labels';
    notes.push(`${file.name} is ${kind}: its ${labelCount} labels are no words and were left out`);
  }
  if (ngrams) {
    const { minLength, maxLength } = ngrams;
    notes.push(
      `${file.name}: words that it lacks get vectors from their n-grams of ${minLength} to ${maxLength} characters`,
    );
  }
  if (oddRows > 0) {
    notes.push(
      `${file.name}: ${oddRows} of its n-grams hold numbers that are not finite; unknown words with one of them have no vector`,
    );
  }
  const rest = file.sizeBytes - end;
  if (rest > 0) notes.push(`${file.name}: ${rest} bytes after the model's end were not read`);
  return notes;
}
