import { describe, expect, it } from 'vitest';
import { parseQuestions } from '../../../../../src/main/core/vectors/evaluate/analogy-questions.ts';
import { pearson, spearman } from '../../../../../src/main/core/vectors/evaluate/correlation.ts';
import { parseWordPairs } from '../../../../../src/main/core/vectors/evaluate/word-pairs.ts';

describe('parseWordPairs', () => {
  it('reads tabs, commas, semicolons and spaces, with comments, a heading and quotes', () => {
    const expected = [{ a: 'cat', b: 'dog', score: 7.5 }];
    expect(parseWordPairs('# about\nword1\tword2\tscore\ncat\tdog\t7.5\n', 'x')).toEqual(expected);
    expect(parseWordPairs('\uFEFFWord 1,Word 2,Human (mean)\r\n"cat",dog,7.5,more\r\n', 'x')).toEqual(
      expected,
    );
    expect(parseWordPairs('cat;dog;7.5', 'x')).toEqual(expected);
    expect(parseWordPairs('cat dog 7.5', 'x')).toEqual(expected);
  });

  it('refuses a line without a score, naming it', () => {
    expect(() => parseWordPairs('cat\tdog\t7\n\ncat\tcow\n', 'pairs.tsv')).toThrow(
      'pairs.tsv line 3: expected two words and a score, found "cat\tcow"',
    );
  });

  it('refuses a file without pairs', () => {
    expect(() => parseWordPairs('# nothing\n', 'pairs.tsv')).toThrow(/pairs\.tsv: expected lines/);
  });
});

describe('parseQuestions', () => {
  it('reads sections of four words a line', () => {
    expect(parseQuestions(': capitals\nOslo Norway Rome Italy\r\n\n: empty\n', 'x')).toEqual([
      { name: 'capitals', questions: [['Oslo', 'Norway', 'Rome', 'Italy']] },
      { name: 'empty', questions: [] },
    ]);
  });

  it.each([
    ['a b c d', 'q.txt line 1: expected a section'],
    [': s\na b c', 'q.txt line 2: expected four words, found 3'],
    ['', 'q.txt: expected sections'],
  ])('refuses %j', (text, message) => {
    expect(() => parseQuestions(text, 'q.txt')).toThrow(message);
  });
});

describe('correlation', () => {
  it('gives equal values the mean of their ranks', () => {
    // scipy.stats.spearmanr([1, 2, 2, 3, 5], [2, 1, 4, 4, 9]) = 0.7631579
    expect(spearman([1, 2, 2, 3, 5], [2, 1, 4, 4, 9])).toBeCloseTo(0.7631579, 6);
  });

  it('is 1 for a line and NaN where nothing varies', () => {
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(pearson([1, 2, 3], [5, 5, 5])).toBeNaN();
  });
});
