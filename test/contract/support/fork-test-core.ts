import { join } from 'node:path';
import type { CoreProcess } from '../../../src/main/processes/core-process.ts';
import { forkCore } from '../../../src/main/processes/fork-core.ts';

/** The test services in a process of their own, from source. */
export function forkTestCore(): CoreProcess {
  return forkCore({ entry: join(import.meta.dirname, 'test-core.ts'), args: [], log: () => undefined });
}
