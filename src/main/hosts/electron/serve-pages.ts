import type { BrowserWindow, IpcMain } from 'electron';
import type { EventName, EventPayload } from '../../../shared/contract.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import type { ServerMessage } from '../../../shared/rpc/messages.ts';
import type { Port } from '../../../shared/rpc/port.ts';
import type { Router } from '../../../shared/rpc/router.ts';
import type { CoreSupervisor } from '../../processes/core-supervisor.ts';
import { openFiles } from '../open-files.ts';
import { relay } from '../relay.ts';
import { serveHost } from '../serve-host.ts';
import { watchCalls } from '../watch-calls.ts';
import { acceptPages } from './page-ports.ts';

export interface PageServices {
  readonly core: Pick<CoreSupervisor, 'connect'>;
  /** The host's own way to the core, which may name paths. */
  readonly client: Client;
  /** Answers the page's calls of the host. */
  readonly host: Router;
  readonly window: () => BrowserWindow | undefined;
  readonly log: (line: string) => void;
}

/** Sends an event to the page. */
export type TellPages = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Ties the window's page to the core and to what its host does for it. */
export function servePages(ipcMain: IpcMain, services: PageServices): TellPages {
  const { core, client, host, window, log } = services;
  const ports = new Set<Port<ServerMessage, unknown>>();

  /** Progress of an import on the window's icon in the task bar: above 1 is busy, below 0 none. */
  function showShare(share: number): void {
    const shown = window();
    if (shown && !shown.isDestroyed()) shown.setProgressBar(share);
  }

  acceptPages(ipcMain, {
    onPage: (port) => {
      ports.add(port);
      port.onClose(() => ports.delete(port));
      const toCore = watchCalls(core.connect('page'), 'sets.import', {
        onAsked: () => showShare(2),
        onProgress: ({ done, total }) => showShare(total > 0 ? done / total : 2),
        onDone: () => showShare(-1),
      });
      relay(serveHost(port, host, log), toCore);
    },
    onDrop: (paths, port) => {
      void openFiles(client, paths).then((payload) => port.post({ kind: 'event', name: 'files', payload }));
    },
  });
  return (name, payload) => {
    for (const port of ports) port.post({ kind: 'event', name, payload });
  };
}
