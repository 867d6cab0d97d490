import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session, shell } from 'electron';
import { denyPermissions, guardContents } from '../../../../src/main/hosts/electron/guard-contents.ts';
import { pageAddress } from '../../../../src/main/hosts/electron/page-address.ts';
import { handlePageRequests, registerPageScheme } from '../../../../src/main/hosts/electron/page-protocol.ts';
import { servePages } from '../../../../src/main/hosts/electron/serve-pages.ts';
import { startUtilityCore } from '../../../../src/main/hosts/electron/utility-core.ts';
import { createCoreSupervisor } from '../../../../src/main/processes/core-supervisor.ts';
import { hostContract } from '../../../../src/shared/host-contract.ts';
import { createClient } from '../../../../src/shared/rpc/client.ts';
import { createTableRouter } from '../../../../src/shared/rpc/router.ts';

/** The app's own parts around a page of the test's and a core that needs no native module. */
function openWindow(address: string): void {
  const window = new BrowserWindow({
    webPreferences: { preload: join(__dirname, 'preload.cjs'), contextIsolation: true, sandbox: true },
  });
  void window.loadURL(address).catch(() => undefined); // a refused address is what some tests look for
}

async function main(): Promise<void> {
  registerPageScheme(protocol);
  guardContents(app, shell);
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  denyPermissions(session.defaultSession);
  handlePageRequests(protocol, join(__dirname, 'page'));
  const log = (): void => undefined;
  const entry = join(__dirname, 'test-core.cjs');
  const core = createCoreSupervisor({ start: () => startUtilityCore({ entry, args: [], log }), log });
  const client = createClient(core.connect('command-line'));
  const host = createTableRouter(hostContract, {
    'host.chooseTarget': ({ name }: { name: string }) => ({ file: 'target', name, address: null }),
  });
  servePages(ipcMain, { core, client, host, window: () => undefined, log });
  Object.assign(globalThis, { openPage: (address = pageAddress) => openWindow(address) });
}

void main();
