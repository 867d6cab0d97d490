import { describe, expect, it } from 'vitest';
import { toWordList } from '../../../../../src/main/core/vectors/words/word-list.ts';
import { createWordRanks } from '../../../../../src/main/core/vectors/words/word-ranks.ts';
import { numberedWords } from '../support.ts';

describe('createWordRanks', () => {
  it('finds every word, and nothing else', () => {
    const words = [...numberedWords(5000), '', '语言', '😀', 'constructor', '__proto__'];
    const rankOf = createWordRanks(toWordList(words));
    words.forEach((word, rank) => expect(rankOf(word)).toBe(rank));
    for (const word of ['word5000', 'toString', ' ', '语', 'Word1']) expect(rankOf(word)).toBeUndefined();
  });

  it('finds nothing among no words', () => {
    expect(createWordRanks(toWordList([]))('a')).toBeUndefined();
  });
});
