import type { Database } from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { AppError, hasCode } from '../../../shared/errors.ts';
import { toStoreError } from './sqlite-errors.ts';

/**
 * Writes a whole copy of the database in `file`, which takes the place of an earlier one only when it is complete. For the holder of the
 * import lock only. Throws `disk-full`, and SQLite's errors.
 */
export function keepCopy(db: Database, file: string, copy: string): void {
  const unfinished = `${copy}.unfinished`;
  const removeUnfinished = (): void => {
    for (const ending of ['', '-journal']) rmSync(unfinished + ending, { force: true });
  };
  removeUnfinished();
  try {
    db.prepare('VACUUM INTO ?').run(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    removeUnfinished();
    throw hasCode(toStoreError(error, file), 'disk-full') ? noRoom(db, file, error) : error;
  }
}

function noRoom(db: Database, file: string, cause: unknown): AppError {
  const number = (pragma: string): number => db.pragma(pragma, { simple: true }) as number;
  const megabytes = Math.ceil((number('page_count') * number('page_size')) / 1e6);
  // The copy, and as much again for the change itself.
  const advice = `free some disk space (about ${2 * megabytes} MB) and try again; nothing was lost`;
  return new AppError(
    'disk-full',
    `${file} comes from an older version of the app, and there is no room for the copy that is kept before it is changed: ${advice}`,
    { cause },
  );
}
