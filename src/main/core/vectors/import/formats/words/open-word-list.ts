import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import { wordListNames } from './word-list-names.ts';
import { readWordList, type ListedWords } from './listed-words.ts';

/**
 * The words of a matrix, from the list that a person named or that lies beside it. Throws `bad-file` where there is none, and what
 * `readWordList` throws.
 */
export async function openWordList(
  source: VectorSource,
  matrix: { readonly rowCount: number; readonly dimensions: number },
  options: ReadOptions,
): Promise<ListedWords> {
  const names = wordListNames(source.baseName);
  const list = await source.companion(names);
  if (!list) {
    throw new AppError(
      'bad-file',
      `${source.name} holds ${matrix.rowCount} x ${matrix.dimensions} numbers and no words: expected a file with a word on each line beside it, named ${names[0]} or vocab.txt, or given by --words`,
    );
  }
  try {
    return await readWordList(list, { name: source.name, ...matrix }, options);
  } finally {
    await list.dispose();
  }
}
