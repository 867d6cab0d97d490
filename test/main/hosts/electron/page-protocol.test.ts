import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPageRequest } from '../../../../src/main/hosts/electron/page-protocol.ts';

describe("the page's protocol", () => {
  let folder: string;
  const ask = (url: string, method = 'GET') => answerPageRequest(join(folder, 'page'), { url, method });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'semascope-page-'));
    mkdirSync(join(folder, 'page'));
    writeFileSync(join(folder, 'page/index.html'), 'the page');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('serves its files with the content security policy', async () => {
    const answer = await ask('app://semascope/');
    expect([answer.status, await answer.text()]).toEqual([200, 'the page']);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('refuses other hosts and methods, and every way outside', async () => {
    expect((await ask('app://elsewhere/index.html')).status).toBe(403);
    expect((await ask('app://semascope/index.html', 'POST')).status).toBe(403);
    for (const path of [
      'missing',
      '..%2fsecret.txt',
      '%2e%2e%5csecret.txt',
      'a%00',
      '%252e%252e%252fsecret.txt',
    ]) {
      expect((await ask(`app://semascope/${path}`)).status, path).toBe(404);
    }
  });
});
