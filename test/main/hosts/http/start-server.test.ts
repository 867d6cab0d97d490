import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { hasCode } from '../../../../src/shared/errors.ts';
import { decodeFrame, encodeFrame } from '../../../../src/shared/rpc/frame.ts';
import { startServer, type RunningServer } from '../../../../src/main/hosts/http/start-server.ts';
import { createCoreSupervisor, type CoreSupervisor } from '../../../../src/main/processes/core-supervisor.ts';
import { startMemoryCore } from '../../../contract/support/memory-core.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let core: CoreSupervisor;
let server: RunningServer;
let token: string;
const logged: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'semascope-server-'));
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html>the page');
  writeFileSync(join(folder, 'page/assets/a.js'), 'export {}');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const log = (line: string): void => void logged.push(line);
  core = createCoreSupervisor({ start: startMemoryCore, log });
  const rendererDir = join(folder, 'page');
  const dataDir = join(folder, 'data');
  server = await startServer({ host: '127.0.0.1', port: 0, rendererDir, dataDir, core, log });
  token = new URL(server.address).searchParams.get('token') ?? '';
});
afterAll(async () => {
  await server.close();
  await core.dispose();
  rmSync(folder, { recursive: true });
});

const ownHost = (): string => `127.0.0.1:${server.port}`;
const cookie = (value = token): string => `semascope-${server.port}=${value}`;

/** A request as it is, with no cleaning of its path. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path, method, headers };
    const sent = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status = 0 } = response;
        resolve({ status, headers: response.headers, body: Buffer.concat(parts).toString() });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The status of a refused upgrade, or 101. */
function upgrade(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${ownHost()}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

function openSocket(): Promise<WebSocket> {
  const headers = { Cookie: cookie(), Origin: `http://${ownHost()}` };
  const socket = new WebSocket(`ws://${ownHost()}/rpc`, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.on('close', (code) => resolve(code)));

describe('the loopback server', () => {
  it('takes the token once, gives a cookie for it, and cleans the address', async () => {
    const { status, headers } = await ask(`/?token=${token}&lang=en`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/?lang=en');
    const expected = `${cookie()}; HttpOnly; SameSite=Strict; Path=/`;
    expect(headers['set-cookie']).toEqual([expected]);
    expect(Buffer.from(token, 'base64url').length).toBe(24);
  });

  it('never redirects to another host', async () => {
    const { status, headers } = await ask(`//evil.example/?token=${token}`);
    expect([status, headers.location]).toEqual([303, '/evil.example/']);
  });

  it('serves the page to who has the cookie, with every header of safety', async () => {
    const { status, headers, body } = await ask('/', { Cookie: cookie() });
    expect([status, body]).toEqual([200, '<!doctype html>the page']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers HEAD without a body, and 404 for what is not there', async () => {
    expect(await ask('/assets/a.js', { Cookie: cookie() }, 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(await ask('/missing.js', { Cookie: cookie() })).toMatchObject({ status: 404 });
    expect(await ask('/assets', { Cookie: cookie() })).toMatchObject({ status: 404 });
  });

  it('refuses a foreign Host on every route, even with the cookie', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', '127.0.0.1:1']) {
      for (const path of ['/', '/assets/a.js', `/?token=${token}`, '/missing']) {
        expect((await ask(path, { Host: host, Cookie: cookie() })).status, `${host} ${path}`).toBe(403);
      }
      const headers = { Host: host, Cookie: cookie(), Origin: `http://${host}` };
      expect(await upgrade('/rpc', headers)).toBe(403);
    }
  });

  it('refuses who has no token, a wrong one, or the cookie of another port', async () => {
    const wrong = 'A'.repeat(token.length);
    expect((await ask('/')).status).toBe(403);
    expect((await ask(`/?token=${wrong}`)).status).toBe(403);
    expect((await ask('/?token=')).status).toBe(403);
    expect((await ask(`/?token=${wrong}`, { Cookie: cookie() })).status).toBe(403);
    expect((await ask('/', { Cookie: cookie(wrong) })).status).toBe(403);
    expect((await ask('/', { Cookie: `semascope-1=${token}` })).status).toBe(403);
    const origin = `http://${ownHost()}`;
    expect(await upgrade('/rpc', { Origin: origin })).toBe(403);
    expect(await upgrade(`/rpc?token=${wrong}`, { Origin: origin })).toBe(403);
  });

  it('refuses a foreign or missing Origin where something could change', async () => {
    for (const origin of ['http://evil.example', `https://${ownHost()}`, 'http://127.0.0.1:1', 'null']) {
      expect(await upgrade('/rpc', { Cookie: cookie(), Origin: origin }), origin).toBe(403);
      expect((await ask('/', { Cookie: cookie(), Origin: origin }, 'POST')).status, origin).toBe(403);
    }
    expect(await upgrade('/rpc', { Cookie: cookie() })).toBe(403);
    expect((await ask('/', { Cookie: cookie() }, 'POST')).status).toBe(403);
  });

  it('has no way to change anything by a request', async () => {
    const headers = { Cookie: cookie(), Origin: `http://${ownHost()}` };
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await ask('/', headers, method);
      expect([answer.status, answer.headers.allow], method).toEqual([405, 'GET, HEAD']);
    }
  });

  it('opens sockets in one place only', async () => {
    const headers = { Cookie: cookie(), Origin: `http://${ownHost()}` };
    expect(await upgrade('/rpc', headers)).toBe(101);
    expect(await upgrade('/', headers)).toBe(404);
    expect(await upgrade('/rpc/../x', headers)).toBe(404);
  });

  it('gives no file from outside the page, however the path is written', async () => {
    const tricks = [
      ...[
        '/../secret.txt',
        '/..%2fsecret.txt',
        '/%2e%2e/secret.txt',
        '/%2e%2e%2fsecret.txt',
        '/..%5csecret.txt',
      ],
      ...['/assets/..%2f..%2fsecret.txt', '/%252e%252e%252fsecret.txt', '/a%00.html', '/%', '//secret.txt'],
      ...['/..\\secret.txt', `/${encodeURIComponent(join(folder, 'secret.txt'))}`],
    ];
    for (const path of tricks) {
      const { status, body } = await ask(path, { Cookie: cookie() });
      expect([400, 404], path).toContain(status);
      expect(body, path).not.toContain('secret');
    }
  });

  it('refuses a request target that is no path', async () => {
    expect((await ask(`http://${ownHost()}/`, { Cookie: cookie() })).status).toBe(400);
    expect((await ask('*', { Cookie: cookie() }, 'OPTIONS')).status).toBe(400);
  });

  it('survives bytes that are no HTTP', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.end('\u0000\u0001 nonsense\r\n\r\n'));
      socket.on('data', () => undefined);
      socket.on('close', () => resolve());
    });
    expect((await ask('/', { Cookie: cookie() })).status).toBe(200);
  });

  it('closes a socket that sends too much, text, or no frame, and serves the next', async () => {
    const tooLarge = await openSocket();
    tooLarge.send(new Uint8Array(17 * 1024 * 1024));
    expect(await closeCode(tooLarge)).toBe(1009);
    const text = await openSocket();
    text.send('{"kind":"call"}');
    expect(await closeCode(text)).toBe(1003);
    const noFrame = await openSocket();
    noFrame.send(Uint8Array.of(1, 2, 3));
    expect(await closeCode(noFrame)).toBe(1007);
    const socket = await openSocket();
    const answer = new Promise((resolve) =>
      socket.on('message', (data) => resolve(decodeFrame(data as Buffer))),
    );
    socket.send(encodeFrame({ kind: 'call', id: 1 })); // a frame, but no message: dropped
    socket.send(encodeFrame({ kind: 'call', id: 2, name: 'app.info', input: {} }));
    expect(await answer).toMatchObject({ kind: 'answer', id: 2 });
    socket.close();
  });

  it('keeps the token out of its log', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('\n')).not.toContain(token);
  });

  it('says when its port is taken', async () => {
    const options = { host: '127.0.0.1', rendererDir: folder, dataDir: folder, core, log: () => undefined };
    const second = startServer({ ...options, port: server.port });
    await expect(second).rejects.toSatisfy((error) => hasCode(error, 'in-use'));
    await expect(second).rejects.toThrow(`cannot listen on 127.0.0.1:${server.port}: the port is taken`);
  });
});
