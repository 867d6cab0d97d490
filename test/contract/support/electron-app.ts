import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const root = join(import.meta.dirname, '../../..');

async function bundle(entry: string, outDir: string, name: string, format: 'cjs' | 'es'): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ...(format === 'cjs' && { ssr: { noExternal: true } }),
    build: {
      ...(format === 'cjs' && { ssr: true, target: 'node18' }),
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: join(root, entry),
        external: ['electron', /^node:/],
        output: { format, entryFileNames: name, codeSplitting: false },
      },
    },
  });
}

/** Builds the test's app into `folder`: its main script, the real preload, its page, and the test core. */
async function buildApp(folder: string): Promise<void> {
  const support = 'test/contract/support';
  await bundle(`${support}/electron-app/main.ts`, folder, 'main.cjs', 'cjs');
  await bundle(`${support}/test-core.ts`, folder, 'test-core.cjs', 'cjs');
  await bundle('src/preload/preload.ts', folder, 'preload.cjs', 'cjs');
  await bundle(`${support}/electron-app/page.ts`, join(folder, 'page'), 'page.js', 'es');
  const html = '<!doctype html><title>test</title><script type="module" src="./page.js"></script>';
  writeFileSync(join(folder, 'page/index.html'), html);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'contract-test', main: 'main.cjs' }));
}

/** An Electron without its default app always loads `resources/app`: gives it one of its own, by links. */
function linkElectron(electron: string, folder: string, app: string): string {
  const dist = dirname(electron);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const own = join(folder, basename(electron));
  for (const name of readdirSync(dist)) {
    if (name !== 'resources' && name !== basename(electron))
      symlinkSync(join(dist, name), join(folder, name));
  }
  try {
    linkSync(electron, own);
  } catch {
    copyFileSync(electron, own); // another file system
  }
  symlinkSync(app, join(folder, 'resources/app'), 'dir');
  return own;
}

/** Starts the test's app in the Electron that the test run names. */
export async function launchTestApp(electron: string, name: string): Promise<ElectronApplication> {
  const folder = join(root, '.cache', name);
  rmSync(folder, { recursive: true, force: true });
  const app = join(folder, 'app');
  await buildApp(app);
  const hasDefaultApp = existsSync(join(dirname(electron), 'resources/default_app.asar'));
  const executablePath = hasDefaultApp ? electron : linkElectron(electron, join(folder, 'dist'), app);
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(folder, 'user-data')}`, app],
    cwd: app,
  });
}

/** The Electron that the test run has found. */
export function electronPath(): string {
  const path = process.env.SEMASCOPE_ELECTRON;
  if (!path) throw new Error('SEMASCOPE_ELECTRON names no Electron: run `npm test -- e2e-electron`');
  return path;
}

/** Opens a window; the default is the app's own page. */
export async function openPage(app: ElectronApplication, address?: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate((_electron, url) => {
    (globalThis as unknown as { openPage(address?: string): void }).openPage(url);
  }, address);
  const page = await opened;
  await page.waitForLoadState();
  return page;
}
