import { join } from 'node:path';
import { app, BrowserWindow, Menu, type IpcMain, type Protocol, type Session } from 'electron';
import { defaultSettings } from '../../../shared/built-in.ts';
import type { Settings } from '../../../shared/domain.ts';
import { createClient, type Client } from '../../../shared/rpc/client.ts';
import { createCoreSupervisor } from '../../processes/core-supervisor.ts';
import { watchFirstStart } from '../watch-first-start.ts';
import { createDialogRouter } from './choose-files.ts';
import { coreStrategy } from './core-strategy.ts';
import { denyPermissions } from './guard-contents.ts';
import { keepWindowState } from './keep-window-state.ts';
import { buildMenu, menuTexts } from './menu.ts';
import { openWindow } from './open-window.ts';
import { handlePageRequests } from './page-protocol.ts';
import { servePages } from './serve-pages.ts';
import { tellTerminal } from './tell-terminal.ts';

export interface AppOptions {
  readonly root: string;
  readonly dataDir: string;
  readonly log: (line: string) => void;
  readonly protocol: Protocol;
  readonly ipcMain: IpcMain;
  readonly session: Session;
}

/** A core that is slow to start does not keep the window waiting for where it stood. */
const settingsWaitMs = 2000;

async function readSettings(client: Client): Promise<Settings> {
  const late = new Promise<Settings>((resolve) => setTimeout(() => resolve(defaultSettings), settingsWaitMs));
  const read = client.call('settings.read', {}).catch(() => defaultSettings); // the page says what is wrong
  return Promise.race([read, late]);
}

/** Runs `close` before the app quits, once, and lets it quit then. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Starts the core, opens the window, and ties them together; from `ready` to the end. */
export async function runApp(options: AppOptions): Promise<void> {
  const { root, dataDir, log, protocol, ipcMain, session } = options;
  denyPermissions(session);
  handlePageRequests(protocol, join(root, 'out/renderer'));
  const node = process.env.SEMASCOPE_CORE_NODE;
  const core = createCoreSupervisor({
    start: coreStrategy({ root, dataDir, version: app.getVersion(), log, node }),
    log,
  });
  const pages = watchFirstStart(core, {
    onProgress: (progress) => tellTerminal({ kind: 'progress', progress }),
    onDone: (failure) => tellTerminal({ kind: 'done', ...(failure !== undefined && { failure }) }),
  });
  const client = createClient(core.connect('command-line'));
  const onlyWindow = (): BrowserWindow | undefined => BrowserWindow.getAllWindows()[0];
  const host = createDialogRouter({
    client,
    window: onlyWindow,
    words: async () => menuTexts((await readSettings(client)).language, app.getLocale()),
  });
  const tellPage = servePages(ipcMain, { core: pages, client, host, window: onlyWindow, log });
  let lastWrite: Promise<unknown> = Promise.resolve();
  closeBeforeQuit(async () => {
    await lastWrite;
    await core.dispose();
  });

  const settings = await readSettings(client);
  const window = openWindow(join(root, 'out/preload/preload.cjs'), settings);
  keepWindowState(window, (state) => {
    lastWrite = client.call('settings.write', { window: state }).catch(() => undefined); // only a convenience
  });
  const actions = { importVectors: () => tellPage('menu', { command: 'import' }) };
  Menu.setApplicationMenu(buildMenu(menuTexts(settings.language, app.getLocale()), actions));
  window.once('ready-to-show', () => tellTerminal({ kind: 'opened' }));
  app.on('second-instance', () => bringToFront(window));
  app.on('window-all-closed', () => app.quit());
}
