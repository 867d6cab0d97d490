import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** What the page can hear; anything else is refused. */
const subjects = ['message', 'closed'];

/** The page's only way out: two verbs. The event, which would hand over the IPC itself, never reaches the page. */
contextBridge.exposeInMainWorld('semascope', {
  call: (name: unknown, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke('semascope:call', name, input),
  subscribe: (name: string, listener: (payload: unknown) => void): (() => void) => {
    if (!subjects.includes(name)) throw new Error(`there is no "${name}" to hear`);
    const channel = `semascope:${name}`;
    const hear = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, hear);
    return () => void ipcRenderer.removeListener(channel, hear);
  },
});

/** Where a dropped file lies; empty for one that was made in the page. Before Electron 32 the file itself told. */
function pathOf(file: File & { readonly path?: string }): string {
  const utils = webUtils as typeof webUtils | undefined;
  return utils ? utils.getPathForFile(file) : (file.path ?? '');
}

/**
 * Only a preload can tell where dropped files lie. It tells the window's process alone, which opens them and sends the page handles:
 * so the page needs no third verb, and sees no path.
 */
window.addEventListener(
  'drop',
  (event) => {
    const paths = [...(event.dataTransfer?.files ?? [])].map(pathOf).filter((path) => path !== '');
    if (paths.length > 0) ipcRenderer.invoke('semascope:drop', paths).catch(() => undefined);
  },
  true,
);
