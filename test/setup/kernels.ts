import { existsSync } from 'node:fs';
import { root, runScript } from './run-script.ts';

/** Compiles the WebAssembly kernels where a clone was never built. */
export default function setup(): void {
  const script = 'scripts/build-kernels.mjs';
  if (existsSync(`${root}/out/main/kernels.wasm`) || !existsSync(`${root}/${script}`)) return;
  runScript(script);
}
