import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { hostContract } from '../../../shared/host-contract.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import { createTableRouter, type HostHandlers, type Router } from '../../../shared/rpc/router.ts';
import { openFiles } from '../open-files.ts';
import type { MenuTexts } from './menu.ts';

export interface DialogOwner {
  readonly client: Client;
  /** The window that the page is in; its dialogs belong to it. */
  readonly window: () => BrowserWindow | undefined;
  /** In the language in use. */
  readonly words: () => Promise<MenuTexts>;
}

/** Answers what the page asks of the window's process: the system's dialogs, whose paths stay here. */
export function createDialogRouter({ client, window, words }: DialogOwner): Router {
  const withWindow = <T>(ask: (owner: BrowserWindow) => Promise<T>): Promise<T> => {
    const owner = window();
    if (!owner || owner.isDestroyed()) throw new Error('there is no window for a dialog');
    return ask(owner);
  };
  const handlers: HostHandlers = {
    'host.chooseFiles': async () => {
      const { chooseVectors, vectorFiles, allFiles } = await words();
      const { filePaths } = await withWindow((owner) =>
        dialog.showOpenDialog(owner, {
          title: chooseVectors,
          properties: ['openFile', 'multiSelections'],
          filters: [
            { name: vectorFiles, extensions: vectorExtensions },
            { name: allFiles, extensions: ['*'] },
          ],
        }),
      );
      return openFiles(client, filePaths);
    },
    'host.chooseTarget': async ({ name }) => {
      const { saveVectors } = await words();
      const { filePath } = await withWindow((owner) =>
        dialog.showSaveDialog(owner, {
          title: saveVectors,
          defaultPath: join(app.getPath('downloads'), name),
        }),
      );
      if (!filePath) return null;
      const opened = await client.call('files.open', { path: filePath, mode: 'write' });
      return { file: opened.file, name: opened.name, address: null };
    },
  };
  return createTableRouter(hostContract, handlers);
}

/** What vectors are usually called; any other name is found under "all files". */
const vectorExtensions = [
  ...['txt', 'vec', 'bin', 'tsv', 'npy', 'parquet', 'safetensors'],
  ...['gz', 'bz2', 'xz', 'zst', 'zip'],
];
