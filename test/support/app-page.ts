import type { Locator, Page } from 'playwright';
import { en } from '../../src/renderer/i18n/en.ts';
import type { Messages } from '../../src/renderer/i18n/messages.ts';

/** The app's page by what a person, or a screen reader, finds in it. */
export interface AppPage {
  readonly page: Page;
  readonly search: Locator;
  readonly nearest: Locator;
  readonly topLine: Locator;
  readonly contexts: Locator;
  readonly occurrences: Locator;
  readonly layer: Locator;
  /** The readings of all occurrences that are shown. */
  readonly readings: Locator;
  waitForMap(): Promise<void>;
  look(expression: string): Promise<void>;
}

export function appPage(page: Page, t: Messages = en): AppPage {
  const search = page.getByRole('combobox', { name: t.search.label });
  const contexts = page.getByRole('region', { name: t.contexts.panel });
  const topLine = page.getByRole('region', { name: t.top.region });
  const occurrences = contexts.getByRole('list', { name: t.contexts.tabs.contexts }).locator('> li');
  return {
    page,
    search,
    nearest: page.getByRole('list', { name: t.word.nearest }).getByRole('listitem'),
    topLine,
    contexts,
    occurrences,
    layer: page.getByRole('slider', { name: t.layers.label }),
    readings: occurrences.getByRole('list'),
    waitForMap: () => topLine.waitFor({ timeout: 60_000 }),
    look: async (expression) => {
      await search.fill(expression);
      await search.press('Enter');
    },
  };
}
