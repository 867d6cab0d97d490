import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { root } from './open-sets.ts';

const figures = z.object({ seconds: z.number(), peakMb: z.number() });

/** Imports a file in a process of its own, without loading it; its data folder goes, unless one is given. */
export async function importInChild(path: string, keptDataDir?: string): Promise<z.infer<typeof figures>> {
  const dataDir = keptDataDir ?? (await mkdtemp(join(tmpdir(), 'semascope-bench-')));
  try {
    const script = join(import.meta.dirname, 'import-child.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, path, dataDir, root]);
    return figures.parse(JSON.parse(stdout));
  } finally {
    if (keptDataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}
