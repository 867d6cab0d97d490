import { describe, expect, it } from 'vitest';
import { createWordSet } from '../../../../../src/main/core/vectors/import/word-set.ts';

describe('createWordSet', () => {
  it('knows the words it has from those it has not', () => {
    const words = createWordSet();
    const added = ['the', 'cat', '', '语言', 'the', 'The', '🙂', 'cat'].map((word) => words.add(word));
    expect(added).toEqual([true, true, true, true, false, true, true, false]);
    expect(words.size).toBe(6);
  });

  it('takes none of a million similar words for another', () => {
    const words = createWordSet();
    const wordOf = (k: number): string => (k % 2 === 0 ? `word${k}` : k.toString(36).padStart(8, '~'));
    for (let k = 0; k < 1_000_000; k++) if (!words.add(wordOf(k))) throw new Error(wordOf(k));
    expect(words.size).toBe(1_000_000);
    for (let k = 0; k < 1_000_000; k += 997) expect(words.add(wordOf(k))).toBe(false);
  });
});
