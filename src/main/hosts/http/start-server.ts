import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AppError } from '../../../shared/errors.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import type { CoreSupervisor } from '../../processes/core-supervisor.ts';
import { relay } from '../relay.ts';
import { serveHost } from '../serve-host.ts';
import { answerRequest } from './answer-request.ts';
import { checkRequest, type Door } from './check-request.ts';
import { createDownloads } from './downloads.ts';
import { freeBytesOf } from './receive-upload.ts';
import { sendText } from './send-page-file.ts';
import { openTransferFolder } from './transfer-folder.ts';
import { createWebSocketPort } from './websocket-port.ts';

export interface ServerOptions {
  /** The address to listen on; 127.0.0.1 unless somebody knows what they do. */
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** The built page. */
  readonly rendererDir: string;
  /** Where files lie that are on their way to or from a browser. */
  readonly dataDir: string;
  readonly core: Pick<CoreSupervisor, 'connect'>;
  readonly log: (line: string) => void;
  /** How much a body may fill of the disk; tests make it small. */
  readonly freeBytes?: () => Promise<number>;
}

export interface RunningServer {
  /** The address with its token: what a person opens. */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The largest message a page may send: a layout of a million words fits. */
const maxMessageBytes = 16 * 1024 * 1024;

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'the port is taken' : error.message;
      reject(new AppError('in-use', `cannot listen on ${host}:${port}: ${reason}`, { cause: error }));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port)); // listening on TCP
  });
}

function refuseUpgrade(socket: Duplex, status: '400 Bad Request' | '403 Forbidden' | '404 Not Found'): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Serves the page and its way to the core on this machine only, to whoever knows the token. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, rendererDir, dataDir, core, log } = options;
  const uploads = await openTransferFolder(join(dataDir, 'uploads'));
  const downloadFolder = await openTransferFolder(join(dataDir, 'downloads'));
  const client = createClient(core.connect('command-line'));
  const downloads = createDownloads(client, downloadFolder);
  const upload = { client, folder: uploads, freeBytes: options.freeBytes ?? (() => freeBytesOf(dataDir)) };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  // A large file may take its time: only the head of a request has to come soon.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answerRequest(request, response, { door, rendererDir, upload, downloads, log }).catch(
      (error: unknown) => {
        log(`a request failed: ${error instanceof Error ? error.message : String(error)}`);
        if (response.headersSent) response.destroy();
        else sendText(response, 500, 'internal error');
      },
    );
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const verdict = checkRequest(request, door, true);
    if (verdict.kind !== 'allowed') {
      log(`refused a connection: ${verdict.kind === 'refused' ? verdict.reason : 'not by GET'}`);
      refuseUpgrade(socket, '403 Forbidden');
    } else if (verdict.url.pathname !== '/rpc') refuseUpgrade(socket, '404 Not Found');
    else {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const page = serveHost(createWebSocketPort(webSocket), downloads.router, log);
        relay(page, core.connect('page'));
      });
    }
  });
  const port = await listen(server, host, options.port).catch((error: unknown) => {
    client.dispose();
    throw error;
  });
  const door: Door = { host, port, token: randomBytes(24).toString('base64url') };
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const name = isIPv6(reachable) ? `[${reachable}]` : reachable;
  return {
    address: `http://${name}:${port}/?token=${door.token}`,
    port,
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001, 'the app is closing');
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, 500).unref();
      await closed;
      client.dispose();
      await uploads.dispose();
      await downloadFolder.dispose();
    },
  };
}
