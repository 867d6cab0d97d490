import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, ipcMain, protocol, session, shell } from 'electron';
import { defaultDataDir } from '../default-data-dir.ts';
import { createLogFile } from '../log-file.ts';
import { guardContents } from './guard-contents.ts';
import { registerPageScheme } from './page-protocol.ts';
import { runApp } from './run-app.ts';
import { tellTerminal } from './tell-terminal.ts';

/** The app's entry in Electron. What must be done before it is ready is done here, at once. */
function main(): void {
  const root = join(__dirname, '../..'); // this file is built to out/main/electron.cjs
  const dataDir = defaultDataDir({ platform: process.platform, homeDir: homedir(), env: process.env });
  app.setName('Semascope');
  // Chromium's own files: also what the single-instance lock goes by, so each data folder has one window.
  app.setPath('userData', join(dataDir, 'window'));
  if (!app.requestSingleInstanceLock()) {
    tellTerminal({ kind: 'already-open' });
    app.quit();
    return;
  }
  const log = createLogFile(join(dataDir, 'semascope.log'));
  process.on('uncaughtException', (error) => log(`the window's process: ${error.stack ?? error.message}`));
  registerPageScheme(protocol);
  guardContents(app, shell);
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
  app
    .whenReady()
    .then(() => runApp({ root, dataDir, log, protocol, ipcMain, session: session.defaultSession }))
    .catch((error: unknown) => {
      log(
        `the window could not open: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      app.exit(1);
    });
}

main();
