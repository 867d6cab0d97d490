import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { ServerMessage } from '../../../shared/rpc/messages.ts';
import type { Port } from '../../../shared/rpc/port.ts';
import { createPortEnd, type PortEnd } from '../../processes/port-end.ts';
import { isTrustedSender } from './page-address.ts';

type PageEnd = PortEnd<ServerMessage, unknown>;

function createPageEnd(contents: WebContents): PageEnd {
  const isThere = (): boolean => !contents.isDestroyed() && !contents.isCrashed();
  return createPortEnd<ServerMessage, unknown>(
    (message) => {
      if (isThere()) contents.send('semascope:message', message);
    },
    () => {
      if (isThere()) contents.send('semascope:closed', 'the app is closing');
    },
  );
}

export interface PageListener {
  /** A page has said something for the first time. */
  readonly onPage: (port: Port<ServerMessage, unknown>) => void;
  /** Files were dropped onto the page, which does not learn their paths. */
  readonly onDrop: (paths: readonly string[], port: Port<ServerMessage, unknown>) => void;
}

const mostDropped = 1000;

/** Throws at whoever is not the page. */
function requirePage({ senderFrame: frame }: IpcMainInvokeEvent): void {
  const isMainFrame = frame !== null && frame.parent === null;
  if (!isTrustedSender({ url: frame?.url, isMainFrame })) throw new Error('refused: a foreign sender');
}

/**
 * A port for each page: made by its first message, closed when it is reloaded, crashes or goes. Throws at whoever is not the page;
 * the form of the messages is checked where they are relayed.
 */
export function acceptPages(ipcMain: IpcMain, { onPage, onDrop }: PageListener): void {
  const ends = new WeakMap<WebContents, PageEnd>();
  const known = new WeakSet<WebContents>();

  function drop(contents: WebContents, reason: string): void {
    ends.get(contents)?.closed(reason);
    ends.delete(contents);
  }

  function endOf(contents: WebContents): PageEnd {
    const existing = ends.get(contents);
    if (existing) return existing;
    const end = createPageEnd(contents);
    ends.set(contents, end);
    if (!known.has(contents)) {
      known.add(contents);
      contents.on('did-navigate', () => drop(contents, 'the page was loaded again'));
      contents.on('render-process-gone', () => drop(contents, 'the page crashed'));
      contents.on('destroyed', () => drop(contents, 'the page is gone'));
    }
    onPage(end.port);
    return end;
  }

  ipcMain.handle('semascope:call', (event: IpcMainInvokeEvent, _name: unknown, message: unknown) => {
    requirePage(event);
    endOf(event.sender).deliver(message);
  });

  ipcMain.handle('semascope:drop', (event: IpcMainInvokeEvent, dropped: unknown) => {
    requirePage(event);
    const values: unknown[] = Array.isArray(dropped) ? dropped.slice(0, mostDropped) : [];
    const paths = values.filter((value): value is string => typeof value === 'string' && value !== '');
    if (paths.length > 0) onDrop(paths, endOf(event.sender).port);
  });
}
