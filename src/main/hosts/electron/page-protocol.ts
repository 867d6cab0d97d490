import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import { contentTypeOf, pageFile } from '../page-files.ts';
import { isPageAddress, pageScheme } from './page-address.ts';

/** Before the app is ready: the page's scheme is like https, with an origin of its own. */
export function registerPageScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }]);
}

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The answer to a request of the page: one of its files, or 404. */
export async function answerPageRequest(
  folder: string,
  request: Pick<Request, 'method' | 'url'>,
): Promise<Response> {
  if (request.method !== 'GET' || !isPageAddress(request.url)) {
    return new Response('refused', { status: 403, headers });
  }
  const file = pageFile(folder, new URL(request.url).pathname);
  const content = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || content === undefined) return new Response('not found', { status: 404, headers });
  return new Response(content, { headers: { ...headers, 'Content-Type': contentTypeOf(file) } });
}

/** Serves the built page under its scheme. */
export function handlePageRequests(protocol: Protocol, folder: string): void {
  protocol.handle(pageScheme, (request) => answerPageRequest(folder, request));
}
