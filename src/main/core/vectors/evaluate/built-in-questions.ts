import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';

/** Reads the questions that ship with the app: Google's, 19,544 of them. Throws `file-not-found`. */
export async function readBuiltInQuestions(shippedDir: string): Promise<{ name: string; text: string }> {
  const path = join(shippedDir, 'evaluations/google-analogies/questions-words.txt');
  try {
    return { name: 'questions-words.txt', text: await readFile(path, 'utf8') };
  } catch (error) {
    throw new AppError('file-not-found', `${path} is missing: it comes with the app`, { cause: error });
  }
}
