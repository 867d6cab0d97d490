import { AppError } from '../../../../../../shared/errors.ts';

/** Thrown by a decoder where packed data says what cannot be. */
export class DamagedData extends Error {}

/** Thrown by a decoder where the data ends before what it begins. */
export class CutShort extends Error {}

/** What a decoder throws, as `bad-file` at a place; other errors as they are. */
export function toBadFile(error: unknown, place: string): unknown {
  const cause = { cause: error };
  if (error instanceof CutShort) return new AppError('bad-file', `${place}: the file is cut short`, cause);
  if (!(error instanceof DamagedData)) return error;
  return new AppError('bad-file', `${place}: damaged data (${error.message})`, cause);
}
