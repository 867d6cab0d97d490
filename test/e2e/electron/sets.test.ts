import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../src/renderer/i18n/en.ts';
import { appPage, type AppPage } from '../../support/app-page.ts';
import { picture } from '../../support/browser-page.ts';
import { copyBuiltInData } from '../../support/built-in-data.ts';
import { openWindow, type RunningWindow } from '../../support/electron-app.ts';

let dir: string;
let running: RunningWindow;
let app: AppPage;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-electron-sets-'));
  running = await openWindow(await copyBuiltInData(dir));
  app = appPage(running.page);
  await app.waitForMap();
});

afterAll(async () => {
  await running.app.close();
  await rm(dir, { recursive: true, force: true });
});

const panel = (): Locator => running.page.getByRole('region', { name: en.sets.title });
const setNamed = (name: string): Locator =>
  panel()
    .getByRole('list', { name: en.sets.list })
    .locator('> li')
    .filter({ has: running.page.getByText(name, { exact: true }).first() });

/** What a person would choose in the system's dialogs, which no test can click. */
async function answerDialogs(answers: { open: string[]; save: string }): Promise<void> {
  await running.app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: open.length === 0, filePaths: open });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === '', filePath: save });
  }, answers);
}

async function writeVectors(name: string): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, 'river 1 0.5 -2\nbank 0.25 4 1\nmoney 3 -1 0\nloan 2 0 1\n');
  return path;
}

describe('vectors in the window', () => {
  it('are imported by the menu and the system’s dialog, several at once', async () => {
    await answerDialogs({
      open: [await writeVectors('first.txt'), await writeVectors('second.txt')],
      save: '',
    });
    await running.app.evaluate(({ Menu }) => {
      const file = Menu.getApplicationMenu()?.items.find((item) => item.label === 'File');
      file?.submenu?.items[0]?.click();
    });
    await setNamed('first').waitFor();
    await setNamed('second').waitFor();
    await picture(running.page, 'electron-sets');
  });

  it('are imported by dropping them; a folder is refused by name', async () => {
    await running.page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'chooser';
      document.body.append(input);
    });
    await running.page.setInputFiles('#chooser', await writeVectors('dropped.txt'));
    await running.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      const input = document.querySelector<HTMLInputElement>('#chooser');
      for (const file of input?.files ?? []) dataTransfer.items.add(file);
      input?.remove();
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    });
    await setNamed('dropped').waitFor();
    await answerDialogs({ open: [dir], save: '' });
    await panel().getByRole('button', { name: en.sets.import, exact: true }).click();
    const failed = panel().getByRole('alert').filter({ hasText: 'expected a file, found a folder' });
    await failed.waitFor();
    expect(await panel().innerText()).not.toContain(tmpdir()); // the page knows names, and no paths
    await panel()
      .getByRole('button', { name: /^Dismiss: / })
      .click();
    await failed.waitFor({ state: 'detached' });
  });

  it('are left alone when a dialog is closed without a choice', async () => {
    await answerDialogs({ open: [], save: '' });
    const before = await panel().innerText();
    await panel().getByRole('button', { name: en.sets.import, exact: true }).click();
    await running.page.waitForTimeout(300);
    expect(await panel().innerText()).toBe(before);
  });

  it('are exported to where a person chose, equal to the number', async () => {
    const target = join(dir, 'out.txt');
    await answerDialogs({ open: [], save: target });
    const row = setNamed('first');
    const toggle = row.locator('button[aria-expanded]').first();
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
    await row.getByRole('button', { name: en.sets.export, exact: true }).click();
    await row.getByRole('combobox', { name: en.sets.exportLabel('first') }).selectOption('glove');
    await row.getByRole('button', { name: en.sets.exportAs, exact: true }).click();
    await row.getByText(en.sets.exported('out.txt')).waitFor();
    expect((await readFile(target, 'utf8')).trim().split('\n')).toEqual([
      'river 1 0.5 -2',
      'bank 0.25 4 1',
      'money 3 -1 0',
      'loan 2 0 1',
    ]);
  });

  it('have caused no error', () => {
    expect(running.problems).toEqual([]);
  });
});
