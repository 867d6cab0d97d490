import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettingsHandlers } from '../../../../src/main/core/settings/settings-handlers.ts';
import { openDatabase, type Store } from '../../../../src/main/core/store/database.ts';
import { defaultSettings } from '../../../../src/shared/built-in.ts';
import type { CallContext } from '../../../../src/shared/rpc/router.ts';

const context: CallContext = {
  signal: new AbortController().signal,
  report: () => undefined,
  caller: 'page',
};
let dataDir: string;
let store: Store;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'semascope-settings-'));
  store = openDatabase(dataDir);
});

afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

describe('settings', () => {
  it('are the defaults at first', async () => {
    expect(await createSettingsHandlers(store)['settings.read']({}, context)).toEqual(defaultSettings);
  });

  it('keep what is not named in a change, also over a restart', async () => {
    await createSettingsHandlers(store)['settings.write']({ theme: 'light' }, context);
    await createSettingsHandlers(store)['settings.write']({ language: 'zh' }, context);
    store.close();
    store = openDatabase(dataDir);
    const read = await createSettingsHandlers(store)['settings.read']({}, context);
    expect(read).toEqual({ ...defaultSettings, theme: 'light', language: 'zh' });
  });

  it('fall back to the default where a stored value no longer fits', async () => {
    const stored = JSON.stringify({ theme: 'sepia', contrast: 0.7, unknown: 1 });
    store.write((db) => db.prepare('INSERT INTO settings VALUES (1, ?)').run(stored));
    const read = await createSettingsHandlers(store)['settings.read']({}, context);
    expect(read).toEqual({ ...defaultSettings, contrast: 0.7 });
  });
});
