import Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dispose } from '../../../shared/dispose.ts';
import { AppError, hasCode } from '../../../shared/errors.ts';
import { isDamaged, markSuspect, setAside } from './damaged-database.ts';
import { createImportLock } from './import-lock.ts';
import { makeFolder } from './make-folder.ts';
import { migrate } from './migrations.ts';
import { isSqliteError, toStoreError } from './sqlite-errors.ts';

export interface DatabaseOptions {
  /** Opens what is there without changing it; fails where there is nothing. */
  readonly readonly?: boolean;
  readonly log?: (line: string) => void;
}

/** An open database: one SQLite connection. Each thread and process opens its own. */
export interface Store {
  readonly db: Database.Database;
  readonly dataDir: string;
  readonly file: string;
  /** Where a damaged database was put when this one was opened; null if all was well. */
  readonly setAside: string | null;
  /** Runs `work` and turns SQLite's errors into AppErrors that name the file and say what to do. */
  run<T>(work: (db: Database.Database) => T): T;
  /** The same inside one write transaction: all of it or nothing. */
  write<T>(work: (db: Database.Database) => T): T;
  readonly close: Dispose;
}

/** The database's name in the data folder. */
export const databaseName = 'semascope.db';

/**
 * How long a writer waits for another process's short transaction. SQLite waits by blocking the thread, so this is
 * no longer than a person would take for a hiccup.
 */
const busyTimeoutMs = 3000;

/** How long one who finds the database damaged waits for another who is at work on it. */
const lockWaitMs = 5000;

/**
 * Opens the database in `dataDir`, made when missing, at this app's schema version. Any number of processes may have
 * it open: readers never wait (WAL), writers wait for each other's short transactions, and imports take turns by
 * `import-lock.ts`. A damaged file is renamed, never overwritten, and a new one is begun. Throws `database-locked`,
 * `database-read-only`, `disk-full`, `in-use` (written by a newer version), or `file-not-found` (readonly).
 */
export function openDatabase(dataDir: string, options: DatabaseOptions = {}): Store {
  const file = join(dataDir, databaseName);
  const found = identityOf(file);
  try {
    if (options.readonly && !existsSync(file)) throw new AppError('file-not-found', `${file} does not exist`);
    if (!options.readonly) makeFolder(dataDir);
    return toStore(connect(file, options.readonly ?? false), dataDir, file, null);
  } catch (error) {
    const storeError = toStoreError(error, file);
    if (options.readonly || !hasCode(storeError, 'database-damaged')) throw storeError;
    return begin(dataDir, { file, found }, options.log);
  }
}

/** Begins a new database in the place of the damaged one, unless another process has just done it: then it is taken as it is. */
function begin(
  dataDir: string,
  { file, found }: { readonly file: string; readonly found: string },
  log?: (line: string) => void,
): Store {
  try {
    const release = createImportLock(dataDir).acquire('setting a damaged database aside', lockWaitMs);
    try {
      if (identityOf(file) !== found) return toStore(connect(file, false), dataDir, file, null);
      const kept = setAside(file);
      log?.(`${file} is damaged; it was kept as ${kept}, and a new database was begun`);
      return toStore(connect(file, false), dataDir, file, kept);
    } finally {
      release();
    }
  } catch (error) {
    throw toStoreError(error, file);
  }
}

/** Tells a file from one that takes its place. */
function identityOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev} ${stats.ino} ${stats.birthtimeNs}` : 'none';
}

function connect(file: string, readonly: boolean): Database.Database {
  const isNew = !existsSync(file);
  const db = new Database(file, { readonly, fileMustExist: readonly, timeout: busyTimeoutMs });
  try {
    if (readonly) return db;
    // Large pages suit blobs of a megabyte; only an empty database takes them.
    if (isNew) db.pragma('page_size = 16384');
    // So that removed sets give their space back; see reclaim-space.ts.
    if (isNew) db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    db.pragma('journal_size_limit = 16777216');
    // Blobs are read once and then held elsewhere: a large cache of pages would only take memory (in KiB).
    db.pragma('cache_size = -4096');
    if (isDamaged(db, file)) throw new Database.SqliteError('damaged', 'SQLITE_CORRUPT');
    migrate(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function toStore(db: Database.Database, dataDir: string, file: string, kept: string | null): Store {
  const run = <T>(work: (db: Database.Database) => T): T => {
    try {
      return work(db);
    } catch (error) {
      const storeError = isSqliteError(error) ? toStoreError(error, file) : error;
      if (hasCode(storeError, 'database-damaged')) markSuspect(file);
      throw storeError;
    }
  };
  return {
    db,
    dataDir,
    file,
    setAside: kept,
    run,
    write: (work) => run((connection) => connection.transaction(() => work(connection)).immediate()),
    close: () => db.close(),
  };
}
