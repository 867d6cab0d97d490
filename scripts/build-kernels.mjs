import asc from 'assemblyscript/asc';
import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const entry = 'src/main/core/vectors/kernels/assembly/index.ts';

/** Where the app looks for the compiled kernels. */
export const kernelsFile = join(root, 'out/main/kernels.wasm');

/** Compiles the WebAssembly kernels into `outFile`. Throws with the compiler's messages. */
export async function buildKernels(outFile = kernelsFile) {
  mkdirSync(dirname(outFile), { recursive: true });
  const { error, stderr } = await asc.main([
    entry,
    ...['--baseDir', root, '--outFile', relative(root, outFile)],
    ...['--runtime', 'stub', '--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
    // Memory comes from outside and is shared by the worker threads; it may be any size up to 4 GiB.
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ...['--enable', 'simd', '--enable', 'threads', '--enable', 'relaxed-simd'],
  ]);
  if (error) throw new Error(`the kernels do not compile: ${error.message}\n${stderr.toString()}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildKernels();
