import { describe, expect, it } from 'vitest';
import { completeWord } from '../../../../../src/main/core/vectors/words/complete-word.ts';
import { toWordList } from '../../../../../src/main/core/vectors/words/word-list.ts';
import { suggestSpellings } from '../../../../../src/main/core/vectors/words/spelling.ts';

const list = ['the', 'king', 'kings', 'kind', 'ring', 'queen', 'King', 'kong', 'banana', 'bank', 'ban'];
const words = toWordList(list);
const suggest = (word: string): string[] => suggestSpellings(words, word, 5).map((rank) => words.at(rank));
const complete = (prefix: string, limit = 5): string[] =>
  completeWord(words, prefix, limit).map((rank) => words.at(rank));

describe('suggestSpellings', () => {
  it('finds words that lack, have or change a letter, or have two swapped', () => {
    expect(suggest('qeen')[0]).toBe('queen');
    expect(suggest('queeen')[0]).toBe('queen');
    expect(suggest('quern')[0]).toBe('queen');
    expect(suggest('qeuen')[0]).toBe('queen');
  });

  it('prefers the frequent one of equally close words', () => {
    expect(suggest('kinf').slice(0, 2)).toEqual(['king', 'kind']);
  });

  it('looks past the case', () => {
    expect(suggest('QUEEM')).toEqual(['queen']);
  });

  it('finds nothing where nothing is close', () => {
    expect(suggest('xylophone')).toEqual([]);
    expect(suggest('zz')).toEqual([]);
  });
});

describe('completeWord', () => {
  it('offers words that begin with what was typed, most frequent first', () => {
    expect(complete('ban')).toEqual(['banana', 'bank', 'ban']);
    expect(complete('k', 2)).toEqual(['king', 'kings']);
  });

  it('adds close spellings where beginnings do not fill the list', () => {
    expect(complete('kingg').slice(0, 2)).toEqual(['king', 'kings']);
    expect(complete('queem')).toEqual(['queen']);
  });

  it('tries lower case beside what was typed', () => {
    expect(complete('Kin')).toEqual(['king', 'kings', 'kind', 'King']);
  });

  it('offers nothing for nothing', () => {
    expect(complete('')).toEqual([]);
  });
});
