import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Download, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';
import { createRandom } from '../../../src/shared/projection/random.ts';
import { appPage, type AppPage } from '../../support/app-page.ts';
import { launchBrowser, openPage, picture, type WatchedPage } from '../../support/browser-page.ts';
import { copyBuiltInData } from '../../support/built-in-data.ts';
import { serveApp, type ServedApp } from '../../support/served-app.ts';

const t = en.sets;
let dir: string;
let served: ServedApp;
let browser: Browser;
let watched: WatchedPage;
let app: AppPage;
let page: Page;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-sets-'));
  served = await serveApp(await copyBuiltInData(dir));
  browser = await launchBrowser();
  watched = await openPage(browser, served.address);
  ({ page } = watched);
  app = appPage(page);
  await app.waitForMap();
  await app.look('river');
});

afterEach(() => {
  expect(watched.problems.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await served.stop();
  await rm(dir, { recursive: true, force: true });
});

const panel = (): Locator => page.getByRole('region', { name: t.title });
const sets = (): Locator => panel().getByRole('list', { name: t.list }).locator('> li');
const imports = (): Locator => panel().getByRole('list', { name: en.imports.title }).locator('> li');
const setNamed = (name: string): Locator =>
  sets().filter({ has: page.getByText(name, { exact: true }).first() });
const button = (name: string, within: Locator = panel()): Locator =>
  within.getByRole('button', { name, exact: true });

/** Chooses files as a person does, by the button and the browser's own dialog. */
async function choose(...paths: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button(t.import).click();
  await (await chooser).setFiles(paths);
}

/** A set that was just imported shows its details by itself. */
async function imported(name: string): Promise<Locator> {
  await setNamed(name).locator('button[aria-expanded=true]').first().waitFor();
  return setNamed(name);
}

async function expand(name: string): Promise<Locator> {
  const toggle = setNamed(name).locator('button[aria-expanded]').first();
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  return setNamed(name);
}

const random = createRandom(7);
const numbers = (count: number): string =>
  Array.from({ length: count }, () => (random() - 0.5).toFixed(4)).join(' ');

async function write(name: string, lines: readonly string[]): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

/** Rows of a text file; the first words are known ones. */
function rows(count: number, dimensions: number): string[] {
  const known = ['river', 'bank', 'stream', 'water', 'money'];
  return Array.from({ length: count }, (_, row) => `${known[row] ?? `word${row}`} ${numbers(dimensions)}`);
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(() => (window as typeof window & { axe: typeof axe }).axe.run());
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

describe('the page of sets', () => {
  it('opens from the name of the set in use, and shows what comes with the app', async () => {
    await app.topLine.getByRole('button', { name: 'GloVe 6B 100d' }).click();
    await page.getByRole('button', { name: en.mapMenu.all }).click();
    const builtIn = setNamed('GloVe 6B 100d');
    await builtIn.getByText(t.inUse).waitFor();
    await expect
      .poll(() => builtIn.innerText())
      .toMatch(/341,479 words × 100\s+1\d\d MB\s+comes with the app/);
    const details = await expand('GloVe 6B 100d');
    await details.getByText('Public Domain Dedication').waitFor();
    expect(await details.getByRole('button', { name: t.rename }).count()).toBe(0);
    expect(await violations()).toEqual([]);
    await picture(page, 'sets');
  });

  it('checks a set against the questions that ship with the app', async () => {
    const details = await expand('GloVe 6B 100d');
    await button(t.runCheck, details).click();
    await details.getByText(t.checkResult(10_032, 15_276)).waitFor();
    expect(await details.getByRole('row').count()).toBe(15); // with the head
    await picture(page, 'sets-checked');
  });

  it('goes and comes by a key', async () => {
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    await app.contexts.waitFor();
    await page.keyboard.press('v');
    await panel().waitFor();
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe(t.title);
  });
});

describe('importing', () => {
  it('takes several files, one after the other, and says what it skipped', async () => {
    const large = await write('large.txt', rows(40_000, 50));
    const small = await write('small.vec', ['305 20', ...rows(300, 20), 'broken 1 2', '']);
    await choose(large, small);
    await imports().filter({ hasText: 'large.txt' }).getByRole('progressbar').waitFor();
    await imports().filter({ hasText: 'small.vec' }).getByText(en.imports.waiting).waitFor();
    await picture(page, 'sets-importing');
    await setNamed('large').waitFor();
    const details = await imported('small');
    await details.getByText(t.skipped(1), { exact: true }).click();
    expect(await details.locator('ol').innerText()).toMatch(/^line 302\s+expected 20 numbers, found 2$/);
    expect(await details.innerText()).toContain('305'); // what the header says
    expect(await imports().count()).toBe(0);
    expect(await violations()).toEqual([]);
    await picture(page, 'sets-imported');
  });

  it('asks where many rows cannot be read, and imports the others when told so', async () => {
    const odd = await write('odd.txt', [
      ...rows(40, 10),
      ...Array.from({ length: 12 }, (_, k) => `w${k} ${k}`),
      '',
    ]);
    await choose(odd);
    const item = imports().filter({ hasText: 'odd.txt' });
    await item.getByText(en.imports.manySkipped(12, 52)).waitFor();
    await item.getByText('line 41: expected 10 numbers, found 1').waitFor();
    expect(await violations()).toEqual([]);
    await picture(page, 'sets-many-skipped');
    await button(en.imports.accept(40)).click();
    expect(await (await imported('odd')).innerText()).toContain(t.skipped(12));
  });

  it('asks for another name where there is a set of this one', async () => {
    await choose(join(dir, 'odd.txt'));
    const field = imports().getByRole('textbox', { name: en.imports.nameLabel });
    await expect.poll(() => field.inputValue()).toBe('odd 2');
    await picture(page, 'sets-name-taken');
    await button(en.imports.leave).click();
    await imports().waitFor({ state: 'detached' });
    expect(await setNamed('odd 2').count()).toBe(0);
  });

  it('says why a file is no file of vectors, and forgets it when told so', async () => {
    await choose(await write('page.txt', ['<!doctype html><html><body>404 not found</body></html>']));
    const item = imports().filter({ hasText: 'page.txt' });
    await item.getByRole('alert').filter({ hasText: 'Not imported' }).waitFor();
    await picture(page, 'sets-failed');
    await button(en.imports.dismiss('page.txt')).click();
    await item.waitFor({ state: 'detached' });
  });

  it('takes files that are dropped onto the window, and says so before', async () => {
    const text = rows(30, 8).join('\n');
    const drag = (type: string): Promise<void> =>
      page.evaluate(
        ([kind, content]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content ?? ''], 'dropped.txt'));
          const target = document.querySelector('main') ?? document.body;
          target.dispatchEvent(new DragEvent(kind ?? '', { bubbles: true, cancelable: true, dataTransfer }));
        },
        [type, text],
      );
    await page.keyboard.press('Escape');
    await drag('dragenter');
    await page.getByText(en.imports.drop).waitFor();
    await picture(page, 'sets-drop');
    await drag('drop');
    await page.getByText(en.imports.drop).waitFor({ state: 'detached' });
    await setNamed('dropped').waitFor();
  });

  it('can be canceled, and leaves nothing', async () => {
    const long = await write('long.txt', rows(60_000, 60));
    await choose(long);
    const item = imports().filter({ hasText: 'long.txt' });
    await item.getByRole('progressbar').waitFor();
    await button(en.imports.cancel('long.txt')).click();
    await item.waitFor({ state: 'detached' });
    expect(await setNamed('long').count()).toBe(0);
  });
});

describe('a set of one’s own', () => {
  it('gets another name, and none that is taken', async () => {
    const details = await expand('small');
    await button(t.rename, details).click();
    const field = panel().getByRole('textbox', { name: t.renameLabel('small') });
    await field.fill('odd');
    await field.press('Enter');
    await panel()
      .getByRole('alert')
      .filter({ hasText: en.imports.nameTaken('odd') })
      .waitFor();
    await field.fill('thesis');
    await field.press('Enter');
    await setNamed('thesis').waitFor();
    expect(await setNamed('small').count()).toBe(0);
  });

  it('keeps a note on its license', async () => {
    const details = await expand('thesis');
    await details.getByRole('button', { name: t.licenseLabel('thesis') }).click();
    await panel()
      .getByRole('textbox', { name: t.licenseLabel('thesis') })
      .fill('CC BY 4.0');
    await button(t.save, details).click();
    await details.getByText('CC BY 4.0').waitFor();
  });

  it('is taken up with its own map, and the word stays', async () => {
    await button(t.useLabel('thesis')).click();
    await setNamed('thesis').getByText(t.inUse).waitFor();
    await expect.poll(() => app.topLine.innerText()).toContain('300 words');
    await page.getByRole('heading', { level: 1, name: 'river', exact: true }).waitFor();
    expect(await app.nearest.count()).toBe(30);
    await expect
      .poll(() => app.topLine.innerText(), { timeout: 60_000 })
      .toMatch(/UMAP[\s\S]*trustworthiness/);
    await app.look('money');
    await page.getByRole('heading', { level: 1, name: 'money', exact: true }).waitFor();
    await picture(page, 'sets-switched');
  });

  it('says that no map of the encoder leads to it, and offers one', async () => {
    await button(t.close).click();
    await app.contexts.getByText(t.noMap('thesis')).waitFor();
    await app.contexts.getByRole('button', { name: t.fitMap }).waitFor();
    await picture(page, 'sets-no-map');
    await page.keyboard.press('v');
  });

  it('says where it lacks the word, which is there again in another set', async () => {
    await app.look('word250');
    await button(t.useLabel('odd')).click();
    await page.getByRole('alert').filter({ hasText: '“word250” is not in odd' }).waitFor();
    await button(t.useLabel('thesis')).click();
    await page.getByRole('heading', { level: 1, name: 'word250', exact: true }).waitFor();
  });

  it('is in use again after a restart of the page', async () => {
    await page.waitForTimeout(1000); // changes that follow each other quickly are written together, a little later
    await page.reload();
    await app.waitForMap();
    expect(await app.topLine.innerText()).toContain('thesis');
    await page.keyboard.press('v');
  });

  it('comes back as it was imported, to the byte', async () => {
    const matrix = await npyFile('matrix.npy', 12, 5);
    const words = Array.from({ length: 12 }, (_, row) => `wörd-${row}`);
    await choose(matrix, await write('matrix.words.txt', words));
    const details = await imported('matrix');
    await button(t.export, details).click();
    await panel()
      .getByRole('combobox', { name: t.exportLabel('matrix') })
      .selectOption('npy');
    const downloads: Download[] = [];
    page.on('download', (download) => void downloads.push(download));
    await button(t.exportAs, details).click();
    await details.getByText(t.exported('matrix.npy')).waitFor();
    await expect
      .poll(() => downloads.map((download) => download.suggestedFilename()).sort())
      .toEqual(['matrix.npy', 'matrix.words.txt']);
    const [numbersBack, wordsBack] = downloads.sort((a, b) =>
      a.suggestedFilename().localeCompare(b.suggestedFilename()),
    );
    expect((await readFile((await numbersBack?.path()) ?? '')).equals(await readFile(matrix))).toBe(true);
    expect((await readFile((await wordsBack?.path()) ?? '', 'utf8')).trim().split('\n')).toEqual(words);
  });

  it('is removed only when that is confirmed, and another takes its place', async () => {
    const details = await expand('thesis');
    await button(t.remove, details).click();
    const question = panel().getByRole('group', { name: t.removeAsk('thesis') });
    await picture(page, 'sets-remove');
    await button(t.removeKeep, question).click();
    await question.waitFor({ state: 'detached' });
    await button(t.remove, details).click();
    await button(t.removeConfirm, question).click();
    await setNamed('thesis').waitFor({ state: 'detached' });
    await setNamed('GloVe 6B 100d').getByText(t.inUse).waitFor();
    await expect.poll(() => app.topLine.innerText()).toContain('10,000 of 341,479 words');
  });
});

describe('sets that hardly are any', () => {
  it.each([
    ['three', 3, 50, '3 words'],
    ['one', 1, 4, '1 word'],
    ['line', 40, 1, '40 words'],
    ['plane', 12, 2, '12 words'],
  ])('have their map: %s', async (name, count, dimensions, line) => {
    await choose(await write(`${name}.txt`, rows(count, dimensions)));
    await button(t.useLabel(name)).click();
    await expect.poll(() => app.topLine.innerText(), { timeout: 30_000 }).toContain(line);
    await app.look('river');
    await page.getByRole('heading', { level: 1, name: 'river', exact: true }).waitFor();
    await page.waitForTimeout(1500);
    await picture(page, `sets-tiny-${name}`);
  });
});

/** A NumPy file of little-endian float32, in C order, as NumPy writes it. */
async function npyFile(name: string, count: number, dimensions: number): Promise<string> {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${count}, ${dimensions}), }`;
  const header = Buffer.alloc(128, ' ');
  header.write('\u0093NUMPY\u0001\u0000', 0, 'latin1');
  header.writeUInt16LE(118, 8);
  header.write(description, 10, 'latin1');
  header.write('\n', 127, 'latin1');
  const values = Float32Array.from({ length: count * dimensions }, () => random() - 0.5);
  const path = join(dir, name);
  await writeFile(path, Buffer.concat([header, Buffer.from(values.buffer)]));
  return path;
}
