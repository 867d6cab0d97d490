import { existsSync } from 'node:fs';
import { root, runScript } from './run-script.ts';

/** Builds the app where a clone was never built. */
export default function setup(): void {
  const parts = ['out/main/cli.cjs', 'out/main/electron.cjs', 'out/renderer/index.html'];
  if (!parts.every((part) => existsSync(`${root}/${part}`))) runScript('scripts/build.mjs', '--force');
}
