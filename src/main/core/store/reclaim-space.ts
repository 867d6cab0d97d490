import { setImmediate } from 'node:timers/promises';
import type { Store } from './database.ts';

/**
 * Pages given back in one step. As they stay below the cache (see database.ts), a step writes two or three pages to the log and not
 * each of those that go: a disk that an import has filled up has no room for more.
 */
const pagesPerStep = 128;

/**
 * Gives the space of removed rows, and of the log, back to the file system, step by step, so that the thread stays free. Space that
 * cannot be given back now, because another process holds the database, is used again by the next rows.
 */
export async function reclaimSpace(store: Store): Promise<void> {
  const freePages = (): number => store.db.pragma('freelist_count', { simple: true }) as number;
  try {
    for (let before = Infinity, free = freePages(); free > 0 && free < before; free = freePages()) {
      before = free;
      store.db.pragma(`incremental_vacuum(${pagesPerStep})`);
      await setImmediate();
    }
    emptyLog(store);
  } catch {
    // Not needed for anything that was asked for, so nothing to report.
  }
}

/**
 * Writes the log into the database's file, which becomes shorter only now where pages went, and empties it. What was imported
 * before thus needs no more room when the disk is full, nor is it lost with the power. Left for another time where others are reading.
 */
function emptyLog({ db }: Store): void {
  const timeout = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma('busy_timeout = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.pragma(`busy_timeout = ${timeout}`);
  }
}
