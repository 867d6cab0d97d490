import { describe, expect, it } from 'vitest';
import { systemLanguage } from '../../../src/renderer/state/locale.svelte.ts';

describe("the system's language", () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh-Hant-TW'], 'zh'],
    [['de', 'fr-CH', 'zh'], 'zh'],
    [['en-GB', 'zh'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ] as const)('of %j is %s', (tags, language) => {
    expect(systemLanguage(tags)).toBe(language);
  });
});
