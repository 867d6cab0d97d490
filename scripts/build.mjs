/**
 * Builds the app into `out`, only when a source is newer than the last build (`--force`: always).
 * Also npm's `prepare` script: an install without the development packages has nothing to build with, and passes.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFresh, markBuilt, withBuildLock } from './build-state.mjs';

const root = join(fileURLToPath(import.meta.url), '../..');

async function build() {
  const { build: buildApp } = await import('electron-vite');
  const { buildKernels } = await import('./build-kernels.mjs');
  const start = performance.now();
  const startTime = new Date();
  process.stderr.write('Building Semascope ...');
  rmSync(join(root, 'out/main/chunks'), { recursive: true, force: true });
  await buildApp({ root, logLevel: 'warn' });
  await buildKernels();
  markBuilt(root, startTime);
  process.stderr.write(` done in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

async function main() {
  const isForced = process.argv.includes('--force');
  if (!existsSync(join(root, 'src')) || !existsSync(join(root, 'node_modules/electron-vite'))) {
    if (isForced) throw new Error('the development packages are missing: run `npm ci` first');
    return;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    throw new Error(
      `Node 22.12 or newer is needed to build, this is ${process.versions.node}: use \`npm run build\``,
    );
  }
  if (!isForced && isFresh(root)) return;
  await withBuildLock(root, async () => {
    if (isForced || !isFresh(root)) await build();
  });
}

main().catch((error) => {
  process.stderr.write(`\nThe build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
