import { setImmediate } from 'node:timers/promises';
import type { Store } from './database.ts';

/** Pages given back in one step: some tens of milliseconds. */
const pagesPerStep = 512;

/**
 * Gives the space of removed rows back to the file system, step by step, so that the thread stays free. Space that
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
  } catch {
    // Not needed for anything that was asked for, so nothing to report.
  }
}
