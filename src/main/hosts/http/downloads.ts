import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hostContract } from '../../../shared/host-contract.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import { createTableRouter, type HostHandlers, type Router } from '../../../shared/rpc/router.ts';
import { attachmentHeader, shownFileName } from './file-name.ts';
import { sendText } from './send-page-file.ts';
import type { TransferFolder } from './transfer-folder.ts';

/** Files that the core writes for a browser, which then fetches each of them once. */
export interface Downloads {
  /** Answers the page's wish to choose where to write: here it is always a file of ours, at an address of its own. */
  readonly router: Router;
  /** Sends the file with this id and removes it when all of it has gone; 404 where there is none, or none yet. */
  send(response: ServerResponse, id: string): Promise<void>;
}

interface Download {
  readonly path: string;
  readonly name: string;
  /** The core's handle. */
  readonly file: string;
}

/** The folder of the addresses. */
export const downloadPath = '/download/';

export function createDownloads(client: Client, folder: TransferFolder): Downloads {
  const known = new Map<string, Download>();
  const handlers: Pick<HostHandlers, 'host.chooseTarget'> = {
    'host.chooseTarget': async ({ name: given }) => {
      const name = shownFileName(given);
      const path = await folder.newPath();
      const { file } = await client.call('files.open', { path, name, mode: 'write', isTemporary: true });
      const id = basename(path);
      known.set(id, { path, name, file });
      return { file, name, address: downloadPath + id };
    },
  };
  return {
    router: createTableRouter({ 'host.chooseTarget': hostContract['host.chooseTarget'] }, handlers),
    send: async (response, id) => {
      const download = known.get(id);
      const stats = download && (await stat(download.path).catch(() => undefined));
      if (!download || !stats) return sendText(response, 404, 'not found');
      response.writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Length': stats.size,
        'Content-Disposition': attachmentHeader(download.name),
        'Cache-Control': 'no-store',
      });
      await pipeline(createReadStream(download.path), response);
      known.delete(id);
      await client.call('files.close', { file: download.file });
    },
  };
}
