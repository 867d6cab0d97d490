import { existsSync } from 'node:fs';
import { hasCode } from '../../../../shared/errors.ts';
import type { Store } from '../../store/database.ts';
import type { ImportTarget } from '../import/import-set.ts';
import { clearScratch } from '../import/sources/scratch-file.ts';

/** An import that was killed leaves an unusable part; whoever starts next clears it away, unless one is running. */
export function removeLeftovers(store: Store, { sets, lock, scratchDir }: ImportTarget): void {
  const isClean = sets.list().every((set) => set.state === 'ready') && !existsSync(scratchDir);
  if (store.db.readonly || isClean) return;
  try {
    const release = lock.acquire('clearing up');
    try {
      sets.removeIncomplete();
      clearScratch(scratchDir);
    } finally {
      release();
    }
  } catch (error) {
    // Another process imports right now, or nothing can be written: the part stays marked, and unused.
    const isExpected = ['in-use', 'database-locked', 'database-read-only', 'disk-full'] as const;
    if (!isExpected.some((code) => hasCode(error, code))) throw error;
  }
}
