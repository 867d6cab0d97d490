import { AppError } from '../../../../shared/errors.ts';
import type { VectorIndex } from '../search/vector-index.ts';
import { createCaselessLookup } from './caseless-lookup.ts';
import { pearson, spearman } from './correlation.ts';
import { parsePairs } from './parse-pairs.ts';

export interface SimilarityEvaluation {
  readonly pairs: number;
  readonly used: number;
  /** Words that the set does not have; pairs with one of them are not used. */
  readonly missing: string[];
  readonly spearman: number;
  readonly pearson: number;
}

/**
 * How well cosines agree with human scores, as gensim's `evaluate_word_pairs` counts it. Words are found whatever their
 * case. Throws `bad-file` for malformed lines, or when fewer than three pairs can be used.
 */
export function evaluateSimilarity(index: VectorIndex, text: string, name: string): SimilarityEvaluation {
  const pairs = parsePairs(text, name);
  const find = createCaselessLookup(index.words);
  const missing = new Set<string>();
  const scores: number[] = [];
  const cosines: number[] = [];
  for (const { a, b, score } of pairs) {
    const rankA = find(a);
    const rankB = find(b);
    if (rankA === undefined) missing.add(a);
    if (rankB === undefined) missing.add(b);
    if (rankA === undefined || rankB === undefined) continue;
    scores.push(score);
    cosines.push(index.similarity(rankA, rankB));
  }
  if (scores.length < 3) {
    const message = `${name}: only ${scores.length} of ${pairs.length} pairs are in this set, expected three or more`;
    throw new AppError('bad-file', message);
  }
  const figures = { spearman: spearman(scores, cosines), pearson: pearson(scores, cosines) };
  if (!Number.isFinite(figures.pearson)) throw new AppError('bad-file', `${name}: all its scores are equal`);
  return { pairs: pairs.length, used: scores.length, missing: [...missing], ...figures };
}
