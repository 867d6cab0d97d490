import type { Neighbor } from '../../../shared/domain.ts';
import { evaluateExpression, type ExpressionTerm } from './expression/evaluate-expression.ts';
import type { VectorIndex } from './search/vector-index.ts';

/**
 * The nearest words to an expression, the words of the expression left out, most similar first: what gensim's
 * `most_similar` gives. A word that only its subwords give a vector has no rank. Throws `bad-expression`, `unknown-word`.
 */
export async function findNeighbors(
  index: VectorIndex,
  expression: string,
  top: number,
): Promise<{ readonly terms: readonly ExpressionTerm[]; readonly neighbors: Neighbor[] }> {
  const { terms, vector } = evaluateExpression(index, expression);
  const exclude = new Set(terms.flatMap(({ rank }) => rank ?? []));
  const nearest = await index.nearest(vector, { top, exclude });
  const neighbors = nearest.map(({ row, similarity }) => ({
    word: index.words.at(row),
    similarity,
    rank: row,
  }));
  return { terms, neighbors };
}
