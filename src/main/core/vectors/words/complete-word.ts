import { suggestSpellings } from './spelling.ts';
import { startOf, type WordList } from './word-list.ts';

/** A prefix shorter than this is close to too many spellings to offer any. */
const minLengthForSpellings = 3;

/**
 * The ranks of words to offer for what was typed so far, at most `limit`: those that begin with it, most frequent first
 * (in lower case too, if typed otherwise), then close spellings. Empty for an empty prefix.
 */
export function completeWord(words: WordList, prefix: string, limit: number): number[] {
  if (prefix === '') return [];
  const typed = Buffer.from(prefix);
  const lower = Buffer.from(prefix.toLowerCase());
  const found: number[] = [];
  for (let rank = 0; rank < words.length && found.length < limit; rank++) {
    if (beginsWith(words, rank, typed) || beginsWith(words, rank, lower)) found.push(rank);
  }
  if (found.length === limit || prefix.length < minLengthForSpellings) return found;
  const spellings = suggestSpellings(words, prefix, limit).filter((rank) => !found.includes(rank));
  return [...found, ...spellings].slice(0, limit);
}

function beginsWith({ bytes, ends }: WordList, rank: number, prefix: Buffer): boolean {
  const start = startOf(ends, rank);
  if (ends[rank]! - start < prefix.length) return false;
  for (let k = 0; k < prefix.length; k++) if (bytes[start + k] !== prefix[k]) return false;
  return true;
}
