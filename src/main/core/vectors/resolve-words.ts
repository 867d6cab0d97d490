import { AppError } from '../../../shared/errors.ts';
import { suggestSpellings } from './spelling.ts';
import type { VectorIndex } from './vector-index.ts';

const suggestionCount = 5;

/** A word's rank: as it is typed, else in lower case, which is how many sets have their words. */
export function findWord(index: VectorIndex, word: string): number | undefined {
  return index.rankOf(word) ?? index.rankOf(word.toLowerCase());
}

/**
 * The ranks of all words. Throws `unknown-word` for those that the set does not have, with the closest spellings, in
 * the message and as `details: { words: [{ word, suggestions }] }`.
 */
export function resolveWords(index: VectorIndex, words: readonly string[]): number[] {
  const ranks = words.map((word) => findWord(index, word));
  const unknown = [...new Set(words.filter((_, place) => ranks[place] === undefined))].map((word) => ({
    word,
    suggestions: suggestSpellings(index.words, word, suggestionCount).map((rank) => index.words.at(rank)),
  }));
  if (unknown.length === 0) return ranks as number[]; // none is undefined then
  throw new AppError('unknown-word', unknown.map(describe).join('; '), { details: { words: unknown } });
}

function describe({ word, suggestions }: { word: string; suggestions: readonly string[] }): string {
  const closest = suggestions.length > 0 ? ` (close to it: ${suggestions.join(', ')})` : '';
  return `"${word}" is not in this set${closest}`;
}
