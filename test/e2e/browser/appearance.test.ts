import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';
import { zh } from '../../../src/renderer/i18n/zh.ts';
import { appPage } from '../../support/app-page.ts';
import { launchBrowser, openPage, picture } from '../../support/browser-page.ts';
import { copyBuiltInData } from '../../support/built-in-data.ts';
import { serveApp, type ServedApp } from '../../support/served-app.ts';

let dir: string;
let served: ServedApp;
let browser: Browser;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-e2e-'));
  served = await serveApp(await copyBuiltInData(dir));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await served.stop();
  await rm(dir, { recursive: true, force: true });
});

/** What axe-core finds wrong with the page as it is, in short. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(() => (window as typeof window & { axe: typeof axe }).axe.run());
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** The least contrast of a table's figures with their cells, which axe-core cannot tell: the cells shine through. */
function leastContrast(page: Page): Promise<number> {
  return page.getByRole('table').evaluate((table) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
    const paint = (...colors: string[]): number => {
      for (const color of colors) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const page = getComputedStyle(document.documentElement).getPropertyValue('--background');
    const panel = getComputedStyle(table.closest('.panel')!).backgroundColor;
    const figures = [...table.querySelectorAll('td')].filter((cell) => !cell.classList.contains('own'));
    const contrasts = figures.map((cell) => {
      const { backgroundColor, color } = getComputedStyle(cell);
      const [below, above] = [paint(page, panel, backgroundColor), paint(color)];
      return (Math.max(below, above) + 0.05) / (Math.min(below, above) + 0.05);
    });
    return Math.min(...contrasts);
  });
}

describe('how the page looks and reads', () => {
  it.each([
    ['dark', 'en-US'],
    ['light', 'en-US'],
    ['dark', 'zh-CN'],
    ['light', 'zh-CN'],
  ] as const)('has nothing that axe-core finds wrong: %s, %s', async (colorScheme, locale) => {
    const { page, problems } = await openPage(browser, served.address, { colorScheme, locale });
    const app = appPage(page, locale === 'zh-CN' ? zh : en);
    await app.waitForMap();
    expect(await violations(page)).toEqual([]);
    await app.look('bank');
    await expect.poll(() => app.readings.count()).toBeGreaterThanOrEqual(4);
    await picture(page, `bank-${colorScheme}-${locale}`);
    expect(await violations(page)).toEqual([]);
    await app.contexts.getByRole('tab').nth(1).click();
    await app.contexts.getByRole('table').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await leastContrast(page)).toBeGreaterThanOrEqual(4.5);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('follows the system at first, then what a person chose, over a reload', async () => {
    const { page } = await openPage(browser, served.address);
    const app = appPage(page);
    await app.waitForMap();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: en.foot.toLight }).click();
    await page.getByRole('button', { name: en.foot.otherLanguage, exact: true }).click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toMatch(/^zh/);
    const chinese = appPage(page, zh);
    await chinese.search.waitFor();
    await page.reload();
    await chinese.waitForMap();
    await page.getByRole('button', { name: zh.foot.toDark }).click();
    await page.getByRole('button', { name: zh.foot.otherLanguage, exact: true }).click();
    await app.search.waitFor();
    await page.context().close();
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await openPage(browser, served.address);
    const app = appPage(page);
    await app.waitForMap();
    await page.keyboard.press('/');
    await expect.poll(() => app.search.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.type('mouse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'mouse', exact: true }).waitFor();
    const focused = (): Promise<string> =>
      page.evaluate(
        () => document.activeElement?.closest('ol, ul, section')?.getAttribute('aria-label') ?? '',
      );
    for (let presses = 0; presses < 12 && (await focused()) !== en.word.nearest; presses++) {
      await page.keyboard.press('Tab');
    }
    expect(await focused()).toBe(en.word.nearest);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'mouse', exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+ArrowLeft');
    await page.getByRole('heading', { level: 1, name: 'mouse', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    await page.getByRole('button', { name: en.scene.solid }).waitFor();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: en.scene.flat }).waitFor();
    await page.context().close();
  });
});
