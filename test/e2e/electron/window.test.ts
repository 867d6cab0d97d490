import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';
import { appPage, type AppPage } from '../../support/app-page.ts';
import { picture } from '../../support/browser-page.ts';
import { copyBuiltInData } from '../../support/built-in-data.ts';
import { openWindow, preloadFile, type RunningWindow } from '../../support/electron-app.ts';

let dir: string;
let dataDir: string;
let running: RunningWindow;
let app: AppPage;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-electron-'));
  dataDir = await copyBuiltInData(dir);
  running = await openWindow(dataDir);
  app = appPage(running.page);
  await app.waitForMap();
});

afterAll(async () => {
  await running.app.close();
  await rm(dir, { recursive: true, force: true });
});

describe('the window', () => {
  it('opens the built page under its own scheme, shut off from Node', async () => {
    expect(running.page.url()).toBe('app://semascope/index.html');
    const reach = await running.page.evaluate(() => [typeof globalThis.process, 'require' in globalThis]);
    expect(reach).toEqual(['undefined', false]);
    expect(await app.topLine.innerText()).toContain('10,000 of 341,479 words');
    await picture(running.page, 'electron-map');
  });

  it('finds the nearest words of a word', async () => {
    await app.look('bank');
    await app.page.getByRole('heading', { level: 1, name: 'bank', exact: true }).waitFor();
    await expect
      .poll(() => app.nearest.allInnerTexts())
      .toContainEqual(expect.stringMatching(/^banks\s+0\.8\d\d$/));
  });

  it('compares two contexts, and they read differently', async () => {
    const field = app.contexts.getByRole('textbox', { name: en.contexts.add('bank') });
    const before = await app.occurrences.count();
    for (const sentence of ['We fished from the bank of the stream.', 'The bank approved her mortgage.']) {
      await field.fill(sentence);
      await field.press('Enter');
      await app.occurrences.filter({ hasText: sentence }).waitFor();
    }
    expect(await app.occurrences.count()).toBe(before + 2);
    const wordsOf = (sentence: string): Promise<string> =>
      app.occurrences.filter({ hasText: sentence }).getByRole('list').innerText();
    await expect.poll(() => wordsOf('We fished')).toMatch(/river|stream|shore|trout|fish/);
    await expect.poll(() => wordsOf('approved')).toMatch(/loan|mortgage|lender|credit|money/);
    await picture(running.page, 'electron-contexts');
  });

  it('reads their similarity beside the baseline', async () => {
    await app.contexts.getByRole('tab', { name: en.contexts.tabs.similarity }).click();
    await app.contexts.getByRole('table', { name: en.similarity.table }).waitFor();
    expect(await app.contexts.innerText()).toContain('anisotropy baseline');
    await app.contexts.getByRole('tab', { name: en.contexts.tabs.contexts }).click();
  });

  it('has caused no error', () => {
    expect(running.problems).toEqual([]);
  });

  it('refuses a foreign sender', async () => {
    const refusal = await running.app.evaluate(async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      try {
        await foreign.loadURL('data:text/html,foreign');
        const call = `semascope.call('app.info', { kind: 'call', id: 1, name: 'app.info', input: {} })`;
        return (await foreign.webContents.executeJavaScript(
          `${call}.then(() => 'answered', (error) => String(error))`,
        )) as string;
      } finally {
        foreign.destroy();
      }
    }, preloadFile);
    expect(refusal).toContain('refused: a foreign sender');
  });

  it('keeps its size over a restart', async () => {
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1180, 760));
    await running.page.waitForTimeout(1500); // longer than it waits for the last of many changes
    await running.app.close();
    running = await openWindow(dataDir);
    app = appPage(running.page);
    await app.waitForMap();
    const size = await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getSize(),
    );
    expect(size).toEqual([1180, 760]);
  });
});
