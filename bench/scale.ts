import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { importInChild } from './import-in-child.ts';
import { writeLargeFile } from './large-file.ts';
import { cacheDir, root } from './open-sets.ts';
import type { Row } from './row.ts';

const words = 3_000_000;
const dimensions = 300;
const figures = z.object({ openSeconds: z.number(), searchMs: z.number(), peakMb: z.number() });

/** A set of the size of GoogleNews: imported, opened and searched. Takes minutes and 9 GB below `.cache`. */
export async function benchScale(): Promise<Row[]> {
  const path = join(cacheDir, 'large.bin');
  const dataDir = join(cacheDir, 'large-data');
  await writeLargeFile(path, words, dimensions);
  await rm(dataDir, { recursive: true, force: true });
  try {
    const imported = await importInChild(path, dataDir);
    const script = join(import.meta.dirname, 'scale-child.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, dataDir, root]);
    const { openSeconds, searchMs, peakMb } = figures.parse(JSON.parse(stdout));
    const sizeGb = (await stat(path)).size / 1e9;
    return [
      { name: `import, word2vec binary, ${sizeGb.toFixed(1)} GB`, value: imported.seconds, unit: 's' },
      { name: 'the same: peak memory', value: imported.peakMb, unit: 'MB', note: 'to be at most 400' },
      { name: 'opening the set', value: openSeconds, unit: 's' },
      { name: '10 nearest, exact', value: searchMs, unit: 'ms', note: 'median of 31; to be at most 120' },
      { name: 'memory while it is searched', value: peakMb, unit: 'MB', note: 'to be at most 1300' },
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
