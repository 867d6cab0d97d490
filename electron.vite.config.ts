import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** The programs that the app is made of: each is started by its path. */
const mainInputs = {
  electron: join(root, 'src/main/hosts/electron/main.ts'),
  'core-process': join(root, 'src/main/hosts/core-process/main.ts'),
  cli: join(root, 'src/main/hosts/cli/main.ts'),
  'kernel-worker': join(root, 'src/main/core/vectors/kernels/kernel-worker.ts'),
};

/** A build says one line, unless something is wrong. */
const checks = { bundlerTimings: false };

/** CommonJS, because the Node of an older Electron must be able to load it; zod is bundled for a quicker start. */
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const;

export default defineConfig({
  main: {
    build: {
      target: 'node18',
      outDir: join(root, 'out/main'),
      emptyOutDir: false, // the compiled kernels lie there too, and tests may be using them
      externalizeDeps: { exclude: ['zod'] },
      rolldownOptions: { checks, input: mainInputs, output: commonJs },
    },
  },
  preload: {
    build: {
      target: 'node18',
      outDir: join(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        checks,
        input: join(root, 'src/preload/preload.ts'),
        output: { ...commonJs, codeSplitting: false },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    base: './',
    plugins: [svelte({ configFile: false })],
    worker: { format: 'es' },
    build: {
      target: 'chrome114',
      outDir: join(root, 'out/renderer'),
      minify: true,
      assetsInlineLimit: 0, // the page's content security policy allows no data: fonts or scripts
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { checks, input: join(root, 'src/renderer/index.html') },
    },
  },
});
