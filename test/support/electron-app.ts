import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { root } from '../setup/run-script.ts';

export interface RunningWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Errors on the console, and what was thrown. */
  readonly problems: string[];
}

/** Opens the built app in the Electron that `npm test` found, with a data folder of the test's own. */
export async function openWindow(dataDir: string): Promise<RunningWindow> {
  const executablePath = process.env.SEMASCOPE_ELECTRON;
  if (!executablePath)
    throw new Error('SEMASCOPE_ELECTRON names no Electron: run `npm test -- e2e-electron`');
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), '--lang=en-US', '--force-prefers-reduced-motion', root],
    cwd: root,
    env: { ...(process.env as Record<string, string>), SEMASCOPE_DATA_DIR: dataDir }, // no value of it is undefined
    timeout: 60_000,
  });
  const page = await app.firstWindow();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.stack ?? error.message}`));
  return { app, page, problems };
}

/** The preload that the app gives its own page. */
export const preloadFile: string = join(root, 'out/preload/preload.cjs');
