import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import { contentTypeOf, pageFile } from '../page-files.ts';

/** Sent with every answer, whatever it is. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export function sendText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(`${text}\n`);
}

async function statFile(file: string | undefined): Promise<Stats | undefined> {
  const stats = file === undefined ? undefined : await stat(file).catch(() => undefined);
  return stats?.isFile() ? stats : undefined;
}

/** Answers with a file of the page, or 404. The names of built assets hold a hash of their content: they never change. */
export async function sendPageFile(response: ServerResponse, folder: string, urlPath: string): Promise<void> {
  const file = pageFile(folder, urlPath);
  const stats = await statFile(file);
  if (file === undefined || !stats) return sendText(response, 404, 'not found');
  response.writeHead(200, {
    'Content-Type': contentTypeOf(file),
    'Content-Length': stats.size,
    'Cache-Control': urlPath.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
  if (response.req.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}
