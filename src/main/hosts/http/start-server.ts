import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AppError } from '../../../shared/errors.ts';
import type { CoreSupervisor } from '../../processes/core-supervisor.ts';
import { relay } from '../relay.ts';
import { cookieName } from './access.ts';
import { checkRequest, type Door } from './check-request.ts';
import { securityHeaders, sendPageFile, sendText } from './send-page-file.ts';
import { createWebSocketPort } from './websocket-port.ts';

export interface ServerOptions {
  /** The address to listen on; 127.0.0.1 unless somebody knows what they do. */
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** The built page. */
  readonly rendererDir: string;
  readonly core: Pick<CoreSupervisor, 'connect'>;
  readonly log: (line: string) => void;
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { door, rendererDir, log }: { door: Door; rendererDir: string; log: (line: string) => void },
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const verdict = checkRequest(request, door);
  if (verdict.kind === 'refused') {
    log(`refused a request: ${verdict.reason}`);
    sendText(response, verdict.status, 'refused: open the address that the terminal shows');
  } else if (verdict.kind === 'exchange') {
    const cookie = `${cookieName(door.port)}=${door.token}; HttpOnly; SameSite=Strict; Path=/`;
    response
      .writeHead(303, { Location: verdict.cleanPath, 'Set-Cookie': cookie, 'Cache-Control': 'no-store' })
      .end();
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(response, 405, 'only GET and HEAD');
  } else {
    await sendPageFile(response, rendererDir, verdict.url.pathname);
  }
}

function refuseUpgrade(socket: Duplex, status: '400 Bad Request' | '403 Forbidden' | '404 Not Found'): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Serves the page and its way to the core on this machine only, to whoever knows the token. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, rendererDir, core, log } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const server = createServer((request, response) => {
    answer(request, response, { door, rendererDir, log }).catch((error: unknown) => {
      log(`a request failed: ${error instanceof Error ? error.message : String(error)}`);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'internal error');
    });
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
        relay(createWebSocketPort(webSocket), core.connect('page'));
      });
    }
  });
  const port = await listen(server, host, options.port);
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
    },
  };
}
