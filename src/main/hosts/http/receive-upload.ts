import { mkdir, open, rm, statfs } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, toWireError, type ErrorCode } from '../../../shared/errors.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import { shownFileName } from './file-name.ts';
import { letGo } from './let-go.ts';
import type { TransferFolder } from './transfer-folder.ts';

export interface UploadOptions {
  /** The host's own way to the core, which may name paths. */
  readonly client: Client;
  readonly folder: TransferFolder;
  /** How many bytes can still be written. */
  readonly freeBytes: () => Promise<number>;
}

/** So much of the disk is left to others. */
const spareBytes = 256 * 1024 * 1024;
/** A form or a script of another site could send no such thing without asking first, and nobody would let it. */
const uploadType = 'application/octet-stream';

/** How much of the disk that holds `dir` a body may fill. */
export async function freeBytesOf(dir: string): Promise<number> {
  await mkdir(dir, { recursive: true });
  const { bavail, bsize } = await statfs(dir);
  return Math.max(0, bavail * bsize - spareBytes);
}

/**
 * Takes a file that a page sends, as it comes, onto the disk, and answers the core's handle of it: `{file, name, sizeBytes}`, or
 * `{code, message}`. The request was let in before. A page that goes away, or a body that is too large, leaves nothing.
 */
export async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  options: UploadOptions,
): Promise<void> {
  const given = url.searchParams.get('name');
  if (given === null || given === '' || given.length > 1000) {
    return refuse(response, 400, 'invalid-input', 'an upload needs the name of its file');
  }
  if (request.headers['content-type'] !== uploadType) {
    return refuse(response, 415, 'invalid-input', `an upload is ${uploadType}`);
  }
  const name = shownFileName(given);
  const path = await options.folder.newPath();
  try {
    const mostBytes = await options.freeBytes();
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(name);
    await writeBody(request, path, mostBytes, name);
    const opened = await options.client.call('files.open', { path, name, mode: 'read', isTemporary: true });
    sendJson(response, 200, opened);
  } catch (error) {
    await rm(path, { force: true });
    if (response.destroyed) return; // the page is gone
    const { code, message } = toWireError(isFull(error) ? tooLarge(name) : error);
    refuse(response, code === 'disk-full' ? 413 : 500, code, message);
  }
}

/** Writes piece by piece: the next one is read when the last is written. */
async function writeBody(
  request: IncomingMessage,
  path: string,
  mostBytes: number,
  name: string,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    // Not destroyed where this ends early: the refusal still has to go back over the same connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const piece = chunk as Buffer; // no encoding was set
      bytes += piece.length;
      if (bytes > mostBytes) throw tooLarge(name);
      await file.writeFile(piece);
    }
  } finally {
    await file.close();
  }
}

function tooLarge(name: string): AppError {
  return new AppError('disk-full', `${name}: the disk of the data folder has too little room for it`);
}

function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  response.writeHead(status, headers).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  sendJson(response, status, { code, message });
  letGo(response.req);
}
