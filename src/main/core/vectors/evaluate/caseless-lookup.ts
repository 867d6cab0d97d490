import type { WordList } from '../words/word-list.ts';

/**
 * Finds words whatever their case, among the first `limit`; of several spellings the most frequent counts. gensim
 * compares in upper case, and so does this.
 */
export function createCaselessLookup(
  words: WordList,
  limit = words.length,
): (word: string) => number | undefined {
  const ranks = new Map<string, number>();
  const end = Math.min(limit, words.length);
  for (let rank = 0; rank < end; rank++) {
    const key = words.at(rank).toUpperCase();
    if (!ranks.has(key)) ranks.set(key, rank);
  }
  return (word) => ranks.get(word.toUpperCase());
}
