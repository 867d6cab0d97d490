import { suggestSpellings } from './spelling.ts';

/** A prefix shorter than this is close to too many spellings to offer any. */
const minLengthForSpellings = 3;

/**
 * The ranks of words to offer for what was typed so far, at most `limit`: those that begin with it, most frequent first
 * (in lower case too, if typed otherwise), then close spellings. Empty for an empty prefix.
 */
export function completeWord(words: readonly string[], prefix: string, limit: number): number[] {
  if (prefix === '') return [];
  const lower = prefix.toLowerCase();
  const found: number[] = [];
  for (let rank = 0; rank < words.length && found.length < limit; rank++) {
    const word = words[rank]!;
    if (word.startsWith(prefix) || word.startsWith(lower)) found.push(rank);
  }
  if (found.length === limit || prefix.length < minLengthForSpellings) return found;
  const spellings = suggestSpellings(words, prefix, limit).filter((rank) => !found.includes(rank));
  return [...found, ...spellings].slice(0, limit);
}
