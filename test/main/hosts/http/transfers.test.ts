import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createFileHandles } from '../../../../src/main/core/files/file-handles.ts';
import { createFileHandlers } from '../../../../src/main/core/files/file-handlers.ts';
import { startServer, type RunningServer } from '../../../../src/main/hosts/http/start-server.ts';
import { createMemoryPortPair } from '../../../../src/shared/rpc/memory-port.ts';
import type { ClientMessage, ServerMessage } from '../../../../src/shared/rpc/messages.ts';
import { createRouter, type Handlers } from '../../../../src/shared/rpc/router.ts';
import { serve } from '../../../../src/shared/rpc/serve.ts';
import { createClient, type Client } from '../../../../src/shared/rpc/client.ts';
import { decodeFrame, encodeFrame } from '../../../../src/shared/rpc/frame.ts';
import { createPortEnd } from '../../../../src/main/processes/port-end.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Enough for every file of these tests but one. */
const freeBytes = 4 * 1024 * 1024;
const files = createFileHandles();
let dataDir: string;
let server: RunningServer;
let token: string;
let page: Client;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'semascope-transfers-'));
  const router = createRouter(createFileHandlers(files) as Handlers); // only these are called
  const connect = (caller: 'page' | 'command-line') => {
    const [port, served] = createMemoryPortPair<ClientMessage, ServerMessage>();
    serve(served, router, { caller });
    return port;
  };
  server = await startServer({
    ...{ host: '127.0.0.1', port: 0, rendererDir: dataDir, dataDir },
    ...{ core: { connect }, log: () => undefined, freeBytes: () => Promise.resolve(freeBytes) },
  });
  token = new URL(server.address).searchParams.get('token') ?? '';
  page = await openPage();
});
afterAll(async () => {
  page.dispose();
  await server.close();
  rmSync(dataDir, { recursive: true });
});
beforeEach(() => {
  for (const file of filesIn('uploads')) rmSync(join(dataDir, 'uploads', file));
});

const ownHost = (): string => `127.0.0.1:${server.port}`;
const cookie = (): string => `semascope-${server.port}=${token}`;
const own = (): Record<string, string> => ({ Cookie: cookie(), Origin: `http://${ownHost()}` });
const octets = { 'Content-Type': 'application/octet-stream' };
const filesIn = (folder: 'uploads' | 'downloads'): string[] =>
  existsSync(join(dataDir, folder)) ? readdirSync(join(dataDir, folder)) : [];

/** The page's way to core and host. */
function openPage(): Promise<Client> {
  const socket = new WebSocket(`ws://${ownHost()}/rpc`, { headers: own() });
  const end = createPortEnd<ClientMessage, ServerMessage>(
    (message) => socket.send(encodeFrame(message)),
    () => socket.close(),
  );
  socket.on('message', (data) => end.deliver(decodeFrame(data as Buffer) as ServerMessage));
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(createClient(end.port)));
    socket.once('error', reject);
  });
}

function begin(
  method: string,
  path: string,
  headers: Record<string, string>,
): { readonly sent: ClientRequest; readonly answer: Promise<Answer> } {
  const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers });
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject);
  });
  return { sent, answer };
}

function ask(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> {
  const { sent, answer } = begin(method, path, headers);
  sent.end(body);
  return answer;
}

const upload = (name: string, body: Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  ask('POST', `/upload?name=${encodeURIComponent(name)}`, { ...own(), ...octets, ...headers }, body);

const parse = ({ body }: Answer): unknown => JSON.parse(body.toString());

describe('an upload', () => {
  it('lies on the disk as it was sent, and the core has a handle of it', async () => {
    const bytes = randomBytes(3_000_000);
    const answer = await upload('my vectors.txt', bytes);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { file, ...rest } = parse(answer) as { file: string; name: string; sizeBytes: number };
    expect(rest).toEqual({ name: 'my vectors.txt', sizeBytes: 3_000_000 });
    const { path, isTemporary } = files.find(file, 'read');
    expect(isTemporary).toBe(true);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    await files.close(file);
    expect(filesIn('uploads')).toEqual([]);
  });

  it('is named, never placed, by what the page says', async () => {
    for (const name of ['../../evil.txt', '..\\..\\evil.txt', '/etc/cron.d/evil.txt', 'a\u0000/evil.txt']) {
      const { file, name: shown } = parse(await upload(name, Buffer.from('1'))) as {
        file: string;
        name: string;
      };
      expect(shown).toBe('evil.txt');
      const { path } = files.find(file, 'read');
      expect(path.startsWith(join(dataDir, 'uploads'))).toBe(true);
      expect(path).not.toContain('evil');
      await files.close(file);
    }
    expect(existsSync(join(dataDir, 'evil.txt'))).toBe(false);
  });

  it('is refused from who has no token, from another host and from another origin, before a byte is kept', async () => {
    const body = Buffer.from('a 1 2');
    const path = '/upload?name=a.txt';
    const origin = `http://${ownHost()}`;
    const foreigners: Record<string, Record<string, string>> = {
      'no token': { ...octets, Origin: origin },
      'wrong token': { ...octets, Origin: origin, Cookie: `semascope-${server.port}=${'A'.repeat(32)}` },
      'foreign host': { ...octets, ...own(), Host: 'evil.example' },
      'foreign origin': { ...octets, Cookie: cookie(), Origin: 'http://evil.example' },
      'no origin': { ...octets, Cookie: cookie() },
    };
    for (const [who, headers] of Object.entries(foreigners)) {
      expect((await ask('POST', path, headers, body)).status, who).toBe(403);
    }
    expect(filesIn('uploads')).toEqual([]);
  });

  it('comes by POST alone, with a name, and not as a form could send it', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const answer = await ask(method, '/upload?name=a.txt', own());
      expect([answer.status, answer.headers.allow], method).toEqual([405, 'POST']);
    }
    expect((await ask('POST', '/upload', { ...own(), ...octets }, Buffer.from('1'))).status).toBe(400);
    expect((await upload('', Buffer.from('1'))).status).toBe(400);
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      expect((await upload('a.txt', Buffer.from('1'), { 'Content-Type': type })).status, type).toBe(415);
    }
    expect(filesIn('uploads')).toEqual([]);
  });

  it('is refused where the disk has no room for it, said before or found out on the way', async () => {
    const body = Buffer.alloc(freeBytes + 1);
    const said = await upload('large.bin', body);
    expect(said.status).toBe(413);
    expect(parse(said)).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('large.bin') as string,
    });
    const found = await upload('large.bin', body, { 'Transfer-Encoding': 'chunked' });
    expect(found.status).toBe(413);
    expect(filesIn('uploads')).toEqual([]);
    expect((await upload('small.bin', Buffer.alloc(freeBytes))).status).toBe(200); // and the next is served
  });

  it('leaves nothing when the page goes away in the middle', async () => {
    const { sent, answer } = begin('POST', '/upload?name=half.txt', {
      ...own(),
      ...octets,
      'Content-Length': '2000000',
    });
    const gone = answer.catch(() => 'gone');
    sent.write(Buffer.alloc(1_000_000));
    await expect.poll(() => filesIn('uploads').length).toBe(1);
    sent.destroy();
    expect(await gone).toBe('gone');
    await expect.poll(() => filesIn('uploads')).toEqual([]);
  });
});

describe('a download', () => {
  async function choose(name: string): Promise<{ file: string; name: string; address: string }> {
    const target = await page.call('host.chooseTarget', { name });
    if (!target?.address) throw new Error('expected an address');
    return { ...target, address: target.address };
  }

  it('is written by the core, fetched once by the page, and gone after that', async () => {
    const { file, name, address } = await choose('词向量.bin');
    expect(name).toBe('词向量.bin');
    expect((await ask('GET', address, own())).status).toBe(404); // not written yet
    const bytes = randomBytes(2_000_000);
    writeFileSync(files.find(file, 'write').path, bytes);
    const answer = await ask('GET', address, { Cookie: cookie() });
    expect(answer.status).toBe(200);
    expect(answer.body.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="___.bin"; filename*=UTF-8''%E8%AF%8D%E5%90%91%E9%87%8F.bin`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    await expect.poll(() => filesIn('downloads')).toEqual([]);
    expect((await ask('GET', address, { Cookie: cookie() })).status).toBe(404);
  });

  it('is for the page alone, by GET, and nothing else lies at its address', async () => {
    const { file, address } = await choose('a.txt');
    writeFileSync(files.find(file, 'write').path, 'secret');
    expect((await ask('GET', address, {})).status).toBe(403);
    expect((await ask('GET', address, { ...own(), Host: 'evil.example' })).status).toBe(403);
    for (const method of ['POST', 'HEAD', 'DELETE']) {
      expect((await ask(method, address, own())).status, method).toBe(405);
    }
    writeFileSync(join(dataDir, 'semascope.db'), 'secret');
    for (const path of [
      '/download/',
      '/download/..%2fsemascope.db',
      '/download/__proto__',
      '/download/1-x',
    ]) {
      expect((await ask('GET', path, own())).status, path).toBe(404);
    }
    expect((await ask('GET', address, own())).body.toString()).toBe('secret');
  });

  it('is only ever written where the host decides', async () => {
    const { file } = await choose('../../evil.txt');
    expect(files.find(file, 'write').path.startsWith(join(dataDir, 'downloads'))).toBe(true);
  });

  it('is all that this host does for a page: its dialogs are the browser’s own', async () => {
    await expect(page.call('host.chooseFiles', {})).rejects.toMatchObject({ code: 'unknown-procedure' });
  });
});
