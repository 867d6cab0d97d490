import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const packages = ['gensim==4.4.0', 'faiss-cpu==1.15.1', 'numpy==2.4.6'];

const figures = z.object({
  loadSeconds: z.number(),
  loadMegabytes: z.number(),
  firstMs: z.number(),
  gensimMs: z.number(),
  faissMs: z.number(),
  numpyManyMs: z.number(),
  faissManyMs: z.number(),
});
export type PeerFigures = z.infer<typeof figures>;

/**
 * Figures of gensim, numpy and faiss-cpu on the same file and words, from an environment of their own below `cacheDir`. Throws
 * where there is no Python or the packages cannot be had.
 */
export async function measurePeers(
  cacheDir: string,
  vectorsFile: string,
  wordsFile: string,
): Promise<PeerFigures> {
  const environment = join(cacheDir, 'python');
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) {
    await mkdir(cacheDir, { recursive: true });
    await run('python3', ['-m', 'venv', environment]);
  }
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  const script = join(import.meta.dirname, 'peers.py');
  const { stdout } = await run(python, [script, vectorsFile, wordsFile]);
  return figures.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}
