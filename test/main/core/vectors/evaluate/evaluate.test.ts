import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pearson, spearman } from '../../../../../src/main/core/vectors/evaluate/correlation.ts';
import { evaluateAnalogies } from '../../../../../src/main/core/vectors/evaluate/evaluate-analogies.ts';
import { evaluateSimilarity } from '../../../../../src/main/core/vectors/evaluate/evaluate-similarity.ts';
import { findNeighbors } from '../../../../../src/main/core/vectors/find-neighbors.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import {
  createVectorIndex,
  type VectorIndex,
} from '../../../../../src/main/core/vectors/search/vector-index.ts';
import { fixture, openKernels, readTextIndex } from '../support.ts';

type Scored = [word: string, similarity: number][];
interface Gensim {
  readonly most_similar: Record<string, Scored>;
  readonly analogies_3cosadd: Record<string, Scored>;
  readonly google: Record<string, [correct: number, used: number]>;
}
const gensim = JSON.parse(readFileSync(fixture('computed-with-gensim.json'), 'utf8')) as Gensim;

let kernels: Kernels;
let index: VectorIndex;
beforeAll(async () => {
  kernels = await openKernels();
  index = await readTextIndex(fixture('glove50_4k.txt'), kernels);
});
afterAll(() => kernels.dispose());

async function expectNeighbors(expression: string, expected: Scored): Promise<void> {
  const { neighbors } = await findNeighbors(index, expression, expected.length);
  expect(neighbors.map(({ word }) => word)).toEqual(expected.map(([word]) => word));
  neighbors.forEach(({ similarity }, place) => {
    expect(Math.abs(similarity - expected[place]![1])).toBeLessThan(1e-5);
  });
}

describe('on real vectors, as gensim', () => {
  it.each(Object.entries(gensim.most_similar))('finds the nearest words to %s', expectNeighbors);

  it.each(Object.entries(gensim.analogies_3cosadd))('answers %s', (question, expected) =>
    expectNeighbors(question.replaceAll('+', ' + ').replaceAll('-', ' - '), expected),
  );

  it('counts analogies by section', async () => {
    const text = readFileSync(fixture('analogies-excerpt.txt'), 'utf8');
    const result = await evaluateAnalogies(index, { text, name: 'excerpt', restrict: 300_000 }, {});
    for (const { name, correct, used } of result.sections) {
      if (used > 0) expect([name, correct, used]).toEqual([name, ...gensim.google[name]!]);
    }
    const [correct, used] = gensim.google['Total accuracy']!;
    expect(result).toMatchObject({ correct, used, accuracy: correct / used });
    expect(result.total).toBeGreaterThan(used);
  });

  it('leaves out questions with words beyond the restriction', async () => {
    const text = readFileSync(fixture('analogies-excerpt.txt'), 'utf8');
    const few = await evaluateAnalogies(index, { text, name: 'excerpt', restrict: 500 }, {});
    expect(few.used).toBeLessThan(100);
    const none = await evaluateAnalogies(index, { text, name: 'excerpt', restrict: 3 }, {});
    expect(none).toMatchObject({ used: 0, correct: 0, accuracy: 0 });
  });
});

describe('evaluateAnalogies', () => {
  it('looks past the case of questions and words', async () => {
    const small = createVectorIndex({
      words: ['Man', 'king', 'Woman', 'QUEEN', 'man'],
      vectors: Float32Array.from([1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0.9, 0, 0.1]),
      dimensions: 3,
      kernels,
    });
    const text = ': family\nMAN King woman Queen\n';
    const result = await evaluateAnalogies(small, { text, name: 'q', restrict: 10 }, {});
    expect(result.sections).toEqual([{ name: 'family', used: 1, correct: 1 }]);
  });

  it.each([
    ['', /holds no questions/],
    [': a\n\n# note\n', /holds no questions/],
    [': a\none two three\n', /questions\.txt line 2: expected four words, found "one two three"/],
    [': a\r\na b c d\r\na b c d e\r\n', /line 3: expected four words/],
  ])('refuses %j', async (text, message) => {
    const file = { text, name: 'questions.txt', restrict: 10 };
    await expect(evaluateAnalogies(index, file, {})).rejects.toThrow(message);
    await expect(evaluateAnalogies(index, file, {})).rejects.toMatchObject({ code: 'bad-file' });
  });
});

describe('evaluateSimilarity', () => {
  const rows = ['king\tqueen\t8.5', 'King,Car,2', 'cat dog 7', 'nosuchword\tking\t5'];

  it('counts pairs, and names the words that the set does not have', () => {
    const result = evaluateSimilarity(index, ['# note', '', ...rows].join('\n'), 'pairs.tsv');
    expect(result).toMatchObject({ pairs: 4, used: 3, missing: ['nosuchword'] });
    expect(result.spearman).toBeGreaterThan(0);
  });

  it('takes a first line without a score as a header, and a byte order mark', () => {
    const text = `\ufeffword1\tword2\tscore\r\n${rows.join('\r\n')}`;
    expect(evaluateSimilarity(index, text, 'pairs.tsv').pairs).toBe(4);
  });

  it.each([
    [`${rows[0]}\nking queen\n`, 'pairs.tsv line 2: expected word, word, score, found "king queen"'],
    [`${rows[0]}\nking\tqueen\tmuch\n`, 'pairs.tsv line 2'],
    ['', 'pairs.tsv holds no pairs'],
    ['nosuchword king 3\nking queen 4\n', 'only 1 of 2 pairs are in this set'],
    ['king queen 3\nking car 3\ncat dog 3\n', 'all its scores are equal'],
  ])('refuses %j', (text, message) => {
    expect(() => evaluateSimilarity(index, text, 'pairs.tsv')).toThrow(message);
  });
});

describe('correlations', () => {
  // scipy.stats: spearmanr([1, 2, 2, 4, 5], [2, 1, 3, 3, 9]) and pearsonr of the same
  it('equal scipy’s, equal values sharing their average rank', () => {
    const a = [1, 2, 2, 4, 5];
    const b = [2, 1, 3, 3, 9];
    expect(spearman(a, b)).toBeCloseTo(0.7631578947, 9);
    expect(pearson(a, b)).toBeCloseTo(0.8067763835, 9);
  });
});
