import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Row } from './row.ts';

const root = join(import.meta.dirname, '..');
const figures = z.object({ sinceStartMs: z.number(), residentMb: z.number(), peakMb: z.number() });

async function runChild(action: string, dataDir: string): Promise<z.infer<typeof figures>> {
  const script = join(import.meta.dirname, 'core-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, action, dataDir, root]);
  return figures.parse(JSON.parse(stdout));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** First import, second start and memory, each in a process of its own. */
export async function benchCore(): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'semascope-bench-'));
  try {
    const imported = await runChild('import', dataDir);
    const starts = [];
    for (let turn = 0; turn < 3; turn++) starts.push((await runChild('query', dataDir)).sinceStartMs);
    const memory = await runChild('memory', dataDir);
    return [
      {
        name: 'first start: GloVe 6B 100d into SQLite and memory',
        value: imported.sinceStartMs / 1000,
        unit: 's',
        note: 'from the start of the process; to be at most 12',
      },
      { name: 'first start: peak memory', value: imported.peakMb, unit: 'MB', note: 'to be at most 350' },
      {
        name: 'second start to the first query',
        value: median(starts) / 1000,
        unit: 's',
        note: 'from the start of the process, median of 3; to be at most 1.5',
      },
      {
        name: 'memory with vectors and encoder loaded',
        value: memory.residentMb,
        unit: 'MB',
        note: `peak ${Math.round(memory.peakMb)}`,
      },
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
