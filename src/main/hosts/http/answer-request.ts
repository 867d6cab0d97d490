import type { IncomingMessage, ServerResponse } from 'node:http';
import { cookieName } from './access.ts';
import { checkRequest, type Door } from './check-request.ts';
import { downloadPath, type Downloads } from './downloads.ts';
import { letGo } from './let-go.ts';
import { receiveUpload, type UploadOptions } from './receive-upload.ts';
import { securityHeaders, sendPageFile, sendText } from './send-page-file.ts';

/** Where a page sends files to. */
const uploadPath = '/upload';

export interface Routes {
  readonly door: Door;
  readonly rendererDir: string;
  readonly upload: UploadOptions;
  readonly downloads: Downloads;
  readonly log: (line: string) => void;
}

/** Answers a request of whoever may ask: the page's files, uploads, downloads. Everybody else is refused before anything is looked at. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
): Promise<void> {
  const { door, log } = routes;
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const verdict = checkRequest(request, door);
  if (verdict.kind === 'refused') {
    log(`refused a request: ${verdict.reason}`);
    sendText(response, verdict.status, 'refused: open the address that the terminal shows');
    letGo(request);
  } else if (verdict.kind === 'exchange') {
    const cookie = `${cookieName(door.port)}=${door.token}; HttpOnly; SameSite=Strict; Path=/`;
    response
      .writeHead(303, { Location: verdict.cleanPath, 'Set-Cookie': cookie, 'Cache-Control': 'no-store' })
      .end();
  } else await answerAllowed(request, response, verdict.url, routes);
}

async function answerAllowed(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { rendererDir, upload, downloads }: Routes,
): Promise<void> {
  const { method } = request;
  if (url.pathname === uploadPath) {
    if (method === 'POST') await receiveUpload(request, response, url, upload);
    else sendNotAllowed(response, 'POST');
  } else if (url.pathname.startsWith(downloadPath)) {
    if (method === 'GET') await downloads.send(response, url.pathname.slice(downloadPath.length));
    else sendNotAllowed(response, 'GET');
  } else if (method === 'GET' || method === 'HEAD') await sendPageFile(response, rendererDir, url.pathname);
  else sendNotAllowed(response, 'GET, HEAD');
}

function sendNotAllowed(response: ServerResponse, methods: string): void {
  response.setHeader('Allow', methods);
  sendText(response, 405, `only ${methods}`);
  letGo(response.req);
}
