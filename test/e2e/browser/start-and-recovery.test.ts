import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';
import { appPage } from '../../support/app-page.ts';
import { launchBrowser, openPage, picture } from '../../support/browser-page.ts';
import { copyBuiltInData } from '../../support/built-in-data.ts';
import { serveApp, type ServedApp } from '../../support/served-app.ts';

let dir: string;
let browser: Browser;
const servers: ServedApp[] = [];

async function serve(dataDir: string): Promise<ServedApp> {
  const served = await serveApp(dataDir);
  servers.push(served);
  return served;
}

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-e2e-'));
});
afterEach(async () => {
  for (const served of servers.splice(0)) await served.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('the first start', () => {
  it('imports with progress, can be canceled and begun again, then shows the map', async () => {
    const served = await serve(join(dir, 'new'));
    const { page, problems } = await openPage(browser, served.address);
    const app = appPage(page);
    await page.getByRole('heading', { name: en.firstStart.importTitle }).waitFor();
    const bar = page.getByRole('progressbar', { name: en.firstStart.importTitle });
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await picture(page, 'first-start');
    await page.getByRole('button', { name: en.firstStart.cancel, exact: true }).click();
    await page.getByRole('heading', { name: en.firstStart.canceledTitle }).waitFor();
    await picture(page, 'first-start-canceled');
    await page.getByRole('button', { name: en.firstStart.startAgain }).click();
    await app.waitForMap();
    expect(await app.topLine.innerText()).toContain('10,000 of 341,479 words');
    await picture(page, 'first-map');
    const hints = page.getByRole('region', { name: en.hints.title });
    await hints.getByRole('button', { name: en.hints.dismiss }).click();
    await hints.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('a core that is killed', () => {
  it('comes back, and the page goes on', async () => {
    const served = await serve(await copyBuiltInData(dir));
    const { page } = await openPage(browser, served.address);
    const app = appPage(page);
    await app.waitForMap();
    const killed = served.corePid();
    const state = page.getByRole('status').filter({ hasText: /^core/ });
    await state.filter({ hasText: en.core.ready }).waitFor();
    const restarting = state.filter({ hasText: en.core.reconnecting }).waitFor();
    process.kill(killed, 'SIGKILL');
    await restarting;
    await state.filter({ hasText: en.core.ready }).waitFor();
    expect(served.corePid()).not.toBe(killed);
    await app.look('river');
    await page.getByRole('heading', { level: 1, name: 'river', exact: true }).waitFor();
    await expect.poll(() => app.nearest.count()).toBeGreaterThanOrEqual(10);
    await page.context().close();
  });
});

describe('an app that has ended', () => {
  it('is said to have ended, and what is shown stays', async () => {
    const served = await serve(await copyBuiltInData(dir));
    const { page } = await openPage(browser, served.address);
    const app = appPage(page);
    await app.waitForMap();
    await served.stop();
    await page.getByRole('status').filter({ hasText: en.core.unreachable }).waitFor();
    await app.topLine.waitFor();
    await page.context().close();
  });
});

describe('what a person chose', () => {
  it('survives a restart of the app', async () => {
    const dataDir = await copyBuiltInData(dir);
    const first = await serve(dataDir);
    const before = await openPage(browser, first.address);
    await appPage(before.page).waitForMap();
    await before.page.getByRole('button', { name: en.panels.hideContexts }).click();
    await before.page.getByRole('button', { name: en.foot.toLight }).click();
    await before.page.getByRole('button', { name: en.hints.dismiss }).click();
    await before.page.getByRole('button', { name: en.foot.toDark }).waitFor();
    await before.page.waitForTimeout(1000); // changes that follow each other quickly are written together, a little later
    await before.page.context().close();
    await servers.pop()?.stop();

    const second = await serve(dataDir);
    const after = await openPage(browser, second.address);
    await appPage(after.page).waitForMap();
    await after.page.getByRole('button', { name: en.panels.showContexts }).waitFor();
    await after.page.getByRole('button', { name: en.foot.toDark }).waitFor();
    expect(await after.page.getByRole('region', { name: en.hints.title }).count()).toBe(0);
    await after.page.context().close();
  });
});
