import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, runScript } from './run-script.ts';

const sourceDir = join(root, 'src/main/core/vectors/kernels/assembly');

function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Compiles the WebAssembly kernels where they are missing or older than their sources. */
export default function setup(): void {
  const built = changedMs(join(root, 'out/main/kernels.wasm'));
  const isStale = readdirSync(sourceDir).some((name) => changedMs(join(sourceDir, name)) > built);
  if (isStale) runScript('scripts/build-kernels.mjs');
}
