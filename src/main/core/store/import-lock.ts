import Database from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dispose } from '../../../shared/dispose.ts';
import { AppError, hasCode } from '../../../shared/errors.ts';
import { toStoreError } from './sqlite-errors.ts';

/** The right to import into one data folder, which one process at a time can have. */
export interface ImportLock {
  /**
   * Takes the lock until the returned function is called. Throws `in-use`, saying who has it, at once or when nobody has let go
   * of it within `waitMs`; the thread does nothing else meanwhile.
   */
  acquire(purpose: string, waitMs?: number): Dispose;
  /** Who has the lock now, as a sentence's subject; undefined if nobody. */
  holder(): string | undefined;
}

/** Long enough to outlast another process's glance at the lock, short enough not to be felt. */
const busyTimeoutMs = 200;

/**
 * The lock is a write transaction, kept open, on a small SQLite file beside the database: the operating system holds
 * it and lets go of it when the process ends, however it ends. So no stale lock can be left behind, and no process
 * id needs to be believed. A committed row says who holds it, for messages only.
 */
export function createImportLock(dataDir: string): ImportLock {
  const file = join(dataDir, 'import.lock');

  function take(purpose: string, waitMs: number): Dispose {
    const db = open(file, waitMs);
    try {
      writeHolder(db, `process ${process.pid} (${purpose})`);
      db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      const lockError = toLockError(error, db, file);
      db.close();
      throw lockError;
    }
    return () => db.close();
  }

  function acquire(purpose: string, waitMs = busyTimeoutMs): Dispose {
    try {
      return take(purpose, waitMs);
    } catch (error) {
      if (!hasCode(error, 'database-damaged')) throw error;
      // Nobody holds what nobody can read, and nothing is lost with it.
      for (const ending of ['', '-journal']) rmSync(file + ending, { force: true });
      return take(purpose, waitMs);
    }
  }

  return {
    acquire,
    holder: () => {
      if (!existsSync(file)) return undefined;
      const db = open(file, 0);
      try {
        db.exec('BEGIN IMMEDIATE; ROLLBACK');
        return undefined;
      } catch (error) {
        const lockError = toLockError(error, db, file);
        if (hasCode(lockError, 'in-use')) return readHolder(db);
        if (hasCode(lockError, 'database-read-only') || hasCode(lockError, 'database-damaged'))
          return undefined;
        throw lockError;
      } finally {
        db.close();
      }
    },
  };
}

function open(file: string, timeout: number): Database.Database {
  try {
    return new Database(file, { timeout });
  } catch (error) {
    throw toStoreError(error, file);
  }
}

/** On a full disk one can have the lock without one's name on it: to remove a set, for one. */
function writeHolder(db: Database.Database, who: string): void {
  try {
    db.pragma('journal_mode = MEMORY'); // writing over a name needs no more room then
    db.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), who TEXT NOT NULL)');
    db.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?)').run(who);
  } catch (error) {
    if (!hasCode(toStoreError(error, db.name), 'disk-full')) throw error;
  }
}

function toLockError(error: unknown, db: Database.Database, file: string): unknown {
  const storeError = toStoreError(error, file);
  if (!hasCode(storeError, 'database-locked')) return storeError;
  return new AppError(
    'in-use',
    `${readHolder(db)} is changing the vector sets in this data folder: wait until it is done, and try again`,
    { cause: error },
  );
}

function readHolder(db: Database.Database): string {
  try {
    const who: unknown = db.prepare('SELECT who FROM holder').pluck().get();
    return typeof who === 'string' ? who : 'another process';
  } catch {
    return 'another process'; // it is just writing its name
  }
}
