import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { constants, cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { root } from '../setup/run-script.ts';
import { runCli } from './run-cli.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder that {@link copyBuiltInData} copies. */
    builtInData: string;
  }
}

/** What an import's result depends on: how it is stored and read, and the packages. */
const inputs = [
  'src/main/core/store',
  'src/main/core/vectors',
  'src/main/core/projection',
  'package-lock.json',
];

function filesBelow(path: string): string[] {
  if (path.endsWith('.json')) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function preparedDir(): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesBelow)) hash.update(file).update(readFileSync(join(root, file)));
  return join(root, '.cache/test-data', hash.digest('hex').slice(0, 16));
}

async function run(args: readonly string[]): Promise<void> {
  const { status, stderr } = await runCli(args);
  if (status !== 0) throw new Error(`semascope ${args.join(' ')}: ${stderr}`);
}

/** Imports the built-in vectors and lays out their map, once for each state of the sources. Returns the data folder. */
export async function prepareBuiltInData(): Promise<string> {
  const dir = preparedDir();
  if (existsSync(dir)) return dir;
  await rm(join(root, '.cache/test-data'), { recursive: true, force: true });
  const partial = `${dir}.partial`;
  await mkdir(partial, { recursive: true });
  process.stderr.write('importing the built-in vectors and laying out their map, once ...\n');
  await run(['neighbors', 'bank', '--data-dir', partial]);
  await run(['project', '--data-dir', partial, '--output', join(root, '.cache/test-data/map.csv')]);
  await rename(partial, dir);
  return dir;
}

/** A data folder of the test's own in `dir`, with the built-in vectors imported and their map laid out. */
export async function copyBuiltInData(dir: string): Promise<string> {
  const copy = join(dir, 'data');
  await cp(inject('builtInData'), copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}
