import { AppError } from '../../../../shared/errors.ts';
import type { SetWriter } from './set-writer.ts';

/** A set that the app itself has made, such as an encoder's static twin. */
export interface MadeSet {
  readonly set: string;
  /** Most frequent first; none twice, none with a line feed. */
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
  readonly source: string;
}

/** Writes a whole set that the app has made. Throws `invalid-input` where words and vectors do not fit together. */
export function writeMadeSet(writer: SetWriter, { words, vectors }: MadeSet): void {
  const dimensions = vectors.length / words.length;
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new AppError(
      'invalid-input',
      `${vectors.length} numbers do not make up ${words.length} equal vectors`,
    );
  }
  const broken = words.find((word) => word.includes('\n'));
  if (broken !== undefined) {
    throw new AppError('invalid-input', `a word cannot hold a line feed: ${JSON.stringify(broken)}`);
  }
  writer.begin(dimensions);
  words.forEach((word, row) => writer.add(word, vectors.subarray(row * dimensions, (row + 1) * dimensions)));
}
