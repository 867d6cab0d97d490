import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { displayProblem, electronPath } from './find-electron.ts';
import { fetchElectron } from './fetch-electron.ts';
import type { LaunchMessage } from './launch-message.ts';
import { launchWindow } from './launch-window.ts';
import { openBrowser } from './open-browser.ts';
import { serveApp } from './serve-app.ts';
import type { Terminal } from './terminal.ts';

export interface StartOptions {
  readonly root: string;
  readonly version: string;
  readonly dataDir: string;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
}

const stallMs = 4000;
const windowTimeoutMs = 20_000;

/** Electron's executable, fetched on the first start; or why there is none. */
async function obtainElectron({
  root,
  terminal,
}: StartOptions): Promise<{ path: string } | { reason: string }> {
  const { platform, env } = process;
  const problem = displayProblem({ platform, env });
  if (problem) return { reason: problem };
  const path = electronPath(root, { platform, env });
  if (existsSync(path)) return { path };
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return { reason: `there is no ${path}` };
  const onProgress = (share: number): void =>
    terminal.progress({ phase: 'fetching Electron, once', done: Math.round(share * 100), total: 100 });
  const packageDir = join(root, 'node_modules/electron');
  const reason = await fetchElectron({ packageDir, stallMs, onProgress });
  terminal.clear();
  return reason === undefined ? { path } : { reason };
}

/** Opens the window and stays until it is closed. Returns why it could not open, or undefined. */
async function openInWindow(options: StartOptions): Promise<string | undefined> {
  const { root, dataDir, signal, terminal } = options;
  const electron = await obtainElectron(options);
  if ('reason' in electron) return electron.reason;
  const hasSandbox = !(process.platform === 'linux' && process.getuid?.() === 0);
  if (!hasSandbox) terminal.say('as root, Chromium runs without its sandbox (--no-sandbox)');
  const onMessage = (message: LaunchMessage): void => {
    if (message.kind === 'progress') terminal.progress(message.progress);
    else if (message.kind === 'done') terminal.done(message.failure);
  };
  const launch = await launchWindow({
    ...{ electron: electron.path, root, dataDir, hasSandbox, signal, onMessage },
    timeoutMs: windowTimeoutMs,
  });
  if (launch.kind === 'failed') return launch.reason;
  if (launch.kind === 'already-open') {
    terminal.say('already open: its window is in front');
    return undefined;
  }
  terminal.say('the window is open; closing it ends Semascope');
  terminal.hint();
  await launch.closed;
  return undefined;
}

/** Opens the app in its window, or, saying why, in the browser. Resolves when it is closed. */
export async function startApp(options: StartOptions): Promise<void> {
  const { signal, terminal, version } = options;
  terminal.greet(version);
  const reason = await openInWindow(options);
  if (reason === undefined || signal.aborted) return;
  await serveApp({
    ...options,
    ...{ host: '127.0.0.1', port: 0 },
    onReady: (address) => {
      terminal.say(`no window, ${reason}; in the browser instead:`);
      terminal.address(address);
      terminal.hint();
      openBrowser(address, process.platform, process.env);
    },
    onProgress: terminal.progress,
    onDone: terminal.done,
  });
}
