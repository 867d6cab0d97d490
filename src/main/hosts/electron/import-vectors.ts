import { dialog, type BrowserWindow } from 'electron';
import type { Client } from '../../../shared/rpc/client.ts';
import type { MenuTexts } from './menu.ts';

/** Asks for a vector file and imports it. The page never sees the path: the dialog is the main process's own. */
export async function importVectors(window: BrowserWindow, client: Client, words: MenuTexts): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: words.chooseVectors,
    properties: ['openFile'],
    filters: [
      { name: words.vectorFiles, extensions: ['txt', 'vec', 'gz', 'bin'] },
      { name: words.allFiles, extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (path === undefined) return;
  const showShare = (share: number): void => {
    if (!window.isDestroyed()) window.setProgressBar(share); // above 1: busy; below 0: none
  };
  showShare(2);
  try {
    const onProgress = ({ done, total }: { done: number; total: number }): void =>
      showShare(total > 0 ? done / total : 2);
    const { file } = await client.call('files.open', { path, mode: 'read' });
    await client.call('sets.import', { file }, { onProgress });
  } catch (error) {
    dialog.showErrorBox(words.importFailed, error instanceof Error ? error.message : String(error));
  } finally {
    showShare(-1);
  }
}
