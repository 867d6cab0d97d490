import { appendFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../core/store/make-folder.ts';

const largestBytes = 1_000_000;

/**
 * A log beside the database, kept below two megabytes: the last run's file is put aside when it grew large. It never fails: where
 * nothing can be written, nothing is.
 */
export function createLogFile(file: string): (line: string) => void {
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch {
      // A log that cannot be written must not stop the app: what matters is said elsewhere too.
    }
  };
  attempt(() => {
    makeFolder(dirname(file));
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) {
      renameSync(file, `${file}.old`);
    }
  });
  return (line) => attempt(() => appendFileSync(file, `${new Date().toISOString()} ${line}\n`));
}
