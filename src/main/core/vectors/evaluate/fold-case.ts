import type { VectorIndex } from '../vector-index.ts';

/**
 * A way to find words whatever their case, as gensim's evaluations do: of words that differ in case alone, the most
 * frequent. Only the first `limit` words count.
 */
export function createCaseFolding(index: VectorIndex, limit: number): (word: string) => number | undefined {
  const ranks = new Map<string, number>();
  for (let rank = Math.min(limit, index.words.length) - 1; rank >= 0; rank--) {
    ranks.set(index.words[rank]!.toUpperCase(), rank);
  }
  return (word) => ranks.get(word.toUpperCase());
}
