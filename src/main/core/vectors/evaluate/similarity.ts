import type { ProcedureOutput } from '../../../../shared/contract.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { VectorIndex } from '../vector-index.ts';
import { pearson, spearman } from './correlation.ts';
import { createCaseFolding } from './fold-case.ts';
import { parseWordPairs } from './word-pairs.ts';

/**
 * How well cosines agree with human scores, as gensim's `evaluate_word_pairs` measures it: pairs with a word that is not in
 * the set are left out. Throws `bad-file` when the file cannot be read or too few of its pairs are in the set.
 */
export function evaluateSimilarity(
  index: VectorIndex,
  file: { readonly text: string; readonly name: string },
): ProcedureOutput<'evaluate.similarity'> {
  const pairs = parseWordPairs(file.text, file.name);
  const rankOf = createCaseFolding(index, index.words.length);
  const missing = new Set<string>();
  const scores: number[] = [];
  const cosines: number[] = [];
  for (const { a, b, score } of pairs) {
    const ranks = [a, b].map((word) => {
      const rank = rankOf(word);
      if (rank === undefined) missing.add(word);
      return rank;
    });
    const [first, second] = ranks;
    if (first === undefined || second === undefined) continue;
    scores.push(score);
    cosines.push(index.similarity(first, second));
  }
  const result = { spearman: spearman(scores, cosines), pearson: pearson(scores, cosines) };
  if (Number.isNaN(result.pearson)) {
    const message = `${file.name}: expected at least two pairs of the set's words with different scores, found ${scores.length}`;
    throw new AppError('bad-file', message);
  }
  return { pairs: pairs.length, used: scores.length, missing: [...missing], ...result };
}
