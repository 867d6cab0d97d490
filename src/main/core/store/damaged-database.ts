import type { Database } from 'better-sqlite3';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Files that belong to a database; the main one first. */
const companions = ['', '-wal', '-shm'];

/** Left beside a database in which SQLite met damage, so that the next start looks it through before it trusts it. */
const suspectMark = '.suspect';

/**
 * Whether the database is damaged as far as can be told without reading it through: its file is shorter than its
 * header says, or an earlier run met damage and a full check confirms it.
 */
export function isDamaged(db: Database, file: string): boolean {
  return isCutShort(db, file) || (existsSync(file + suspectMark) && !passesFullCheck(db, file));
}

function isCutShort(db: Database, file: string): boolean {
  // In one read transaction, in which no other process can shorten the file because it gives space back.
  const look = db.transaction(() => {
    const pageCount = db.pragma('page_count', { simple: true }) as number;
    const pageSize = db.pragma('page_size', { simple: true }) as number;
    // With pages still in the write-ahead log the main file may rightly be short.
    const logBytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    return logBytes === 0 && statSync(file).size < pageCount * pageSize;
  });
  return look();
}

function passesFullCheck(db: Database, file: string): boolean {
  const isSound = db.pragma('quick_check(1)', { simple: true }) === 'ok';
  if (isSound) rmSync(file + suspectMark, { force: true });
  return isSound;
}

/** Has the next start look the database through. Does nothing where the folder cannot be written. */
export function markSuspect(file: string): void {
  try {
    writeFileSync(file + suspectMark, '');
  } catch {
    // The damage itself is being reported already.
  }
}

/** Renames a damaged database with its companion files, so that nothing of it is lost. Returns the new path. */
export function setAside(file: string, now = new Date()): string {
  const stamp = now
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
  const kept = freeName(`${file}.damaged-${stamp}`);
  for (const ending of companions) {
    if (existsSync(file + ending)) renameSync(file + ending, kept + ending);
  }
  rmSync(file + suspectMark, { force: true });
  return kept;
}

function freeName(path: string): string {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? path : `${path}-${number}`;
    if (!existsSync(candidate)) return candidate;
  }
}
