import { AppError } from '../../../../../../shared/errors.ts';
import type { NgramModel } from '../../../subwords/ngrams.ts';
import type { ReadOptions } from '../../row-sink.ts';
import { openDenseMatrix } from './dense-matrix.ts';
import { readArguments, type ModelArguments } from './model-arguments.ts';
import { readDictionary, type ModelDictionary } from './model-dictionary.ts';
import { damaged, type ModelFile } from './model-file.ts';
import type { ModelMatrix } from './model-matrix.ts';
import { openQuantizedMatrix } from './quantized-matrix.ts';

/** A model whose parts are all there. */
export interface FastTextModel {
  readonly file: ModelFile;
  readonly dimensions: number;
  readonly isSupervised: boolean;
  readonly dictionary: ModelDictionary;
  /** A row for each word, then one for each n-gram. */
  readonly input: ModelMatrix;
  /** How words are cut into n-grams; undefined where the model knows whole words only. */
  readonly ngrams: (NgramModel & { readonly rowCount: number }) | undefined;
  /** Where its last part ends. */
  readonly end: number;
}

/**
 * Finds a model's parts: head, dictionary, a flag, the input matrix, a flag, the output matrix (which only training needs, and which shows that the
 * file is whole). Throws `bad-file` where one is cut short or lies about the others; `canceled`.
 */
export async function openModel(file: ModelFile, options: ReadOptions): Promise<FastTextModel> {
  const head = await readArguments(file);
  const { dimensions, isSupervised } = head;
  const dictionary = await readDictionary(file, head.end, options);
  const isQuantized = await readFlag(file, dictionary.end);
  if (dictionary.kept && !isQuantized) throw wronglyPruned(file.name);
  const input = await openMatrix(file, {
    start: dictionary.end + 1,
    dimensions,
    what: 'its word vectors',
    isQuantized,
  });
  const ngrams = findNgrams(file, head, dictionary, input);
  const hasQuantizedOutput = await readFlag(file, input.end);
  const { end } = await openMatrix(file, {
    start: input.end + 1,
    dimensions,
    what: 'its output matrix',
    isQuantized: isQuantized && hasQuantizedOutput,
  });
  return { file, dimensions, isSupervised, dictionary, input, ngrams, end };
}

function openMatrix(
  file: ModelFile,
  { isQuantized, ...place }: Parameters<typeof openDenseMatrix>[1] & { readonly isQuantized: boolean },
): Promise<ModelMatrix> {
  return isQuantized ? openQuantizedMatrix(file, place) : openDenseMatrix(file, place);
}

async function readFlag(file: ModelFile, position: number): Promise<boolean> {
  const [flag] = await file.read(position, 1, 'its matrices');
  return flag !== 0;
}

function findNgrams(
  { name }: ModelFile,
  { bucketCount, minLength, maxLength }: ModelArguments,
  { wordCount, kept }: ModelDictionary,
  input: ModelMatrix,
): FastTextModel['ngrams'] {
  const hasNgrams = bucketCount > 0 && maxLength > 0 && minLength <= maxLength && kept?.length !== 0;
  const rowCount = !hasNgrams ? 0 : kept ? kept.length / 2 : bucketCount;
  if (input.rowCount < wordCount + rowCount) {
    throw damaged(
      name,
      `expected rows for ${wordCount} words and ${rowCount} n-grams, found ${input.rowCount}`,
    );
  }
  if (kept?.some((value, at) => value < 0 || value >= (at % 2 === 0 ? bucketCount : rowCount))) {
    throw damaged(name, `expected n-grams in ${bucketCount} buckets with ${rowCount} rows, found others`);
  }
  return hasNgrams ? { minLength, maxLength, bucketCount, kept, rowCount } : undefined;
}

function wronglyPruned(name: string): AppError {
  return new AppError(
    'bad-file',
    `${name} is a fastText model that lists the n-grams it keeps without being quantized, which fastText itself refuses: ` +
      'make or download it again',
  );
}
