import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly advice: string;
}

/** What a SQLite result code (https://sqlite.org/rescode.html) means to a person; the first matching prefix counts. */
const meanings: readonly (readonly [prefix: string, meaning: Meaning])[] = [
  ['SQLITE_IOERR_WRITE', full('could not be written')],
  ['SQLITE_FULL', full('is full')],
  // What SQLite needs beside a database that is in use.
  ['SQLITE_IOERR_SHM', full('could not be opened')],
  ['SQLITE_BUSY', locked()],
  ['SQLITE_LOCKED', locked()],
  ['SQLITE_READONLY', readOnly()],
  ['SQLITE_CANTOPEN', readOnly()],
  ['SQLITE_PERM', readOnly()],
  ['SQLITE_CORRUPT', damaged()],
  ['SQLITE_NOTADB', damaged()],
  ['SQLITE_IOERR_SHORT_READ', damaged()],
  ['SQLITE_IOERR', unreachable()],
];

function full(what: string): Meaning {
  return { code: 'disk-full', advice: `${what}: free some disk space and try again; nothing was lost` };
}

function locked(): Meaning {
  return {
    code: 'database-locked',
    advice: 'is locked by another program: close that program, or wait until it is done, and try again',
  };
}

function readOnly(): Meaning {
  return {
    code: 'database-read-only',
    advice:
      'cannot be written: make the file and its folder writable, or choose another folder with --data-dir',
  };
}

function unreachable(): Meaning {
  return {
    code: 'database-read-only',
    advice: 'cannot be read or written: check the disk that it lies on, and try again; nothing was lost',
  };
}

function damaged(): Meaning {
  return {
    code: 'database-damaged',
    advice: 'is damaged: start again, and it is set aside under another name and a new one is begun',
  };
}

/** The file system's ways to say that nothing can be written there; the last three: nothing can be below that folder, or a file stands where it should be. */
const unwritable = ['EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EEXIST'];

/** Whether `error` is one of SQLite's, told by its class. */
export function isSqliteError(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError;
}

/**
 * The AppError that says what a SQLite or file-system error means for `file`: `database-locked`,
 * `database-read-only`, `database-damaged` or `disk-full`. Anything else is returned as it is.
 */
export function toStoreError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const meaning = meanings.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (meaning) return new AppError(meaning.code, `${file} ${meaning.advice}`, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('disk-full', `${file} ${full('could not be written').advice}`, { cause: error });
  if (unwritable.includes(code))
    return new AppError('database-read-only', `${file} ${readOnly().advice}`, { cause: error });
  return error;
}

function codeOf(error: unknown): string | undefined {
  if (isSqliteError(error)) return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
