import { contextBridge, ipcRenderer } from 'electron';

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
