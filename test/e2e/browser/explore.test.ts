import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';
import { appPage, type AppPage } from '../../support/app-page.ts';
import { launchBrowser, openPage, picture, type WatchedPage } from '../../support/browser-page.ts';
import { copyBuiltInData } from '../../support/built-in-data.ts';
import { serveApp, type ServedApp } from '../../support/served-app.ts';

let dir: string;
let served: ServedApp;
let browser: Browser;
let watched: WatchedPage;
let app: AppPage;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-e2e-'));
  served = await serveApp(await copyBuiltInData(dir));
  browser = await launchBrowser();
  watched = await openPage(browser, served.address);
  app = appPage(watched.page);
  await app.waitForMap();
});

afterEach(() => {
  expect(watched.problems.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await served.stop();
  await rm(dir, { recursive: true, force: true });
});

const textsOf = (locator: AppPage['nearest']): Promise<string[]> => locator.allInnerTexts();

describe('exploring in the browser', () => {
  it('shows the cached map at once, and says what it is', async () => {
    const line = await app.topLine.innerText();
    expect(line).toContain('10,000 of 341,479 words');
    expect(line).toContain('UMAP');
    expect(line).toMatch(/trustworthiness 0\.9\d/);
    await picture(watched.page, 'map');
  });

  it('keeps its token out of the address', () => {
    expect(watched.page.url()).not.toContain('token');
  });

  it('lists the nearest words of a word', async () => {
    await app.look('bank');
    await app.page.getByRole('heading', { level: 1, name: 'bank', exact: true }).waitFor();
    await expect.poll(() => textsOf(app.nearest)).toContainEqual(expect.stringMatching(/^banks\s+0\.8\d\d$/));
    await picture(watched.page, 'word');
  });

  it('completes what is typed, most frequent first', async () => {
    await app.search.fill('compu');
    const options = app.page.getByRole('option');
    await expect.poll(() => textsOf(options)).toContain('computer');
    await app.search.press('ArrowDown');
    await app.search.press('Enter');
    await app.page.getByRole('heading', { level: 1, name: 'computer', exact: true }).waitFor();
  });

  it('answers an expression', async () => {
    await app.look('king - man + woman');
    await expect.poll(async () => (await textsOf(app.nearest))[0]).toMatch(/^queen\s/);
  });

  it('says what it does not know, and what is close to it', async () => {
    await app.look('bankk');
    const alert = app.page.getByRole('alert').filter({ hasText: 'is not in' });
    await alert.waitFor();
    await picture(watched.page, 'unknown-word');
    await alert.getByRole('button').first().click();
    await alert.waitFor({ state: 'detached' });
  });

  it('says what is wrong with a malformed expression', async () => {
    await app.look('king - (man');
    await app.page.getByRole('alert').filter({ hasText: 'cannot be read' }).waitFor();
  });

  it('reads each context of a word', async () => {
    await app.look('bank');
    await expect.poll(() => app.occurrences.count()).toBeGreaterThanOrEqual(4);
    await expect.poll(() => app.readings.count()).toBe(await app.occurrences.count());
    const words = await textsOf(app.readings);
    expect(new Set(words).size).toBeGreaterThan(1);
    await picture(watched.page, 'contexts');
  });

  it('takes one more sentence, and refuses one without the word', async () => {
    const before = await app.occurrences.count();
    const field = app.contexts.getByRole('textbox', { name: en.contexts.add('bank') });
    await field.fill('We walked home.');
    await field.press('Enter');
    await app.contexts.getByRole('alert').filter({ hasText: 'does not stand' }).waitFor();
    await field.fill('The bank raised its interest rates.');
    await field.press('Enter');
    await expect.poll(() => app.occurrences.count()).toBe(before + 1);
    await expect.poll(() => app.readings.count()).toBe(before + 1);
  });

  it('moves the occurrences through the layers', async () => {
    const valueText = (): Promise<string | null> => app.layer.getAttribute('aria-valuetext');
    expect(await valueText()).toBe('layer 6');
    await app.layer.focus();
    await app.layer.press('Home');
    await expect.poll(valueText).toBe('static');
    await picture(watched.page, 'layer-static');
    await app.layer.press('ArrowRight');
    await expect.poll(valueText).toBe('layer 0');
    // The twin of this layer is not made: its map reads.
    await app.contexts.getByText(en.contexts.noTwin).waitFor();
    const byMap = app.occurrences.getByRole('list', { name: en.contexts.by.static(true) });
    await expect.poll(() => byMap.count()).toBe(await app.occurrences.count());
    await app.layer.press('End');
    await expect.poll(valueText).toBe('layer 6');
  });

  it('shows similarities beside the anisotropy baseline', async () => {
    await app.contexts.getByRole('tab', { name: en.contexts.tabs.similarity }).click();
    const table = app.contexts.getByRole('table', { name: en.similarity.table });
    await table.waitFor();
    const count = await table.locator('tbody tr').count();
    expect(count).toBeGreaterThanOrEqual(4);
    expect(await app.contexts.innerText()).toMatch(/anisotropy baseline 0\.\d{3}/);
    await picture(watched.page, 'similarity');
    await app.contexts.getByRole('tab', { name: en.contexts.tabs.layers }).click();
    await app.contexts.getByRole('button', { name: en.chart.title }).waitFor();
    await picture(watched.page, 'layers');
    await app.contexts.getByRole('tab', { name: en.contexts.tabs.contexts }).click();
  });
});
