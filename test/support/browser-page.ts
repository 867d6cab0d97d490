import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { chromiumFlags, findChromium } from '../../scripts/test/find-chromium.ts';
import { root } from '../setup/run-script.ts';

const screenshotDir = join(root, '.cache/screenshots');

/** The Chromium that `npm test` found, with WebGL2. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({ args: chromiumFlags, ...(executablePath && { executablePath }) });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors on the console, violations of the content security policy, and requests to anywhere else. */
  readonly problems: string[];
}

/** Collects everything that a page must not do. */
export function watch(page: Page, ownOrigin: string): WatchedPage {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.origin === ownOrigin || ['data:', 'blob:'].includes(url.protocol);
    if (!isOwn) problems.push(`request: ${request.url()}`);
  });
  return { page, problems };
}

/** Opens the served app in a browser context of its own. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'en-US',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const watched = watch(await context.newPage(), new URL(address).origin);
  await watched.page.goto(address);
  return watched;
}

/** Keeps a picture for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(screenshotDir, { recursive: true });
  await page.screenshot({ path: join(screenshotDir, `${name}.png`) });
}
