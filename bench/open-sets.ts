import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourcesOf } from '../src/main/core/options.ts';
import { openDatabase } from '../src/main/core/store/database.ts';
import { createKernels } from '../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets, type VectorSets } from '../src/main/core/vectors/sets/vector-sets.ts';

export const root = join(import.meta.dirname, '..');
export const cacheDir = join(root, '.cache/bench');

/** Runs `work` on the vector sets of a data folder of its own, which then goes. `again` are the same sets, none open yet. */
export async function withSets<T>(work: (sets: VectorSets, again: VectorSets) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'semascope-bench-'));
  const store = openDatabase(dataDir);
  const resources = {
    ...resourcesOf(root, 'bench'),
    kernelWorkerFile: join(root, 'src/main/core/vectors/kernels/kernel-worker.ts'),
  };
  const kernels = await createKernels({ resources });
  const sets = createVectorSets({ store, kernels, resources });
  const again = createVectorSets({ store, kernels, resources });
  try {
    return await work(sets, again);
  } finally {
    await sets.dispose();
    await again.dispose();
    await kernels.dispose();
    store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export async function medianMs<T>(inputs: readonly T[], work: (input: T) => unknown): Promise<number> {
  const times: number[] = [];
  for (const input of inputs) {
    const start = performance.now();
    await work(input);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
