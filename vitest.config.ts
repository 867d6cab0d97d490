import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './scripts/test/find-chromium.ts';

const notUnit = ['test/contract/**', 'test/e2e/**', 'test/renderer/scene/**'];
const electronContract = 'test/contract/electron*.test.ts';
const executablePath = findChromium();

/**
 * One project for each kind of test. `npm test` runs them all and finds what they need; by hand:
 * `npx vitest --project unit test/main/core`. The browser is the one that SEMASCOPE_CHROMIUM names, or one that is found.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: notUnit,
          globalSetup: ['test/setup/kernels.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'contract',
          environment: 'node',
          include: ['test/contract/**/*.test.ts'],
          exclude: [electronContract],
          globalSetup: ['test/setup/kernels.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Named here, so that vite need not find them in the middle of a test and reload the page.
        optimizeDeps: { include: ['three', 'umap-js/dist/umap.js'] },
        test: {
          name: 'scene',
          include: ['test/renderer/scene/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: chromiumFlags, ...(executablePath && { executablePath }) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'e2e-browser',
          environment: 'node',
          include: ['test/e2e/browser/**/*.test.ts'],
          globalSetup: ['test/setup/app.ts', 'test/setup/built-in-data.ts'],
          fileParallelism: false,
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e-electron',
          environment: 'node',
          include: ['test/e2e/electron/**/*.test.ts', electronContract],
          globalSetup: ['test/setup/app.ts', 'test/setup/built-in-data.ts'],
          fileParallelism: false,
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
