import { z } from 'zod';
import { AppError } from '../../../../../../shared/errors.ts';
import type { ListedWords } from '../words/listed-words.ts';
import type { MatrixTensor, SafetensorsHeader } from './safetensors-header.ts';

/** Under these names the metadata may hold the words. */
const keys = ['words', 'vocab', 'vocabulary', 'tokens'];
const wordsSchema = z.array(z.string());

/**
 * The words in the file's metadata: a JSON array of strings, or a word on each line. Undefined where it has none. Throws `bad-file` when they are
 * not as many as the matrix has rows.
 */
export function wordsInMetadata(
  { metadata }: SafetensorsHeader,
  { rowCount }: MatrixTensor,
  fileName: string,
): ListedWords | undefined {
  const key = keys.find((name) => metadata[name] !== undefined);
  if (key === undefined) return undefined;
  const name = `the metadata "${key}"`;
  const words = parseWords(metadata[key] ?? '');
  if (words.length !== rowCount) {
    throw new AppError(
      'bad-file',
      `${fileName}: ${name} has ${words.length} words, the matrix has ${rowCount} rows: expected a word for each row`,
    );
  }
  let row = 0;
  return {
    name,
    next: () => {
      const word = words[row++];
      return word === undefined || word === '' ? { reason: `${name} has no word for it` } : { word };
    },
  };
}

function parseWords(text: string): readonly string[] {
  if (text.trimStart().startsWith('[')) {
    try {
      return wordsSchema.parse(JSON.parse(text));
    } catch {
      // No array of strings: a list of lines whose first word begins with a bracket.
    }
  }
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
