import { AppError } from '../../../../shared/errors.ts';
import { suggestSpellings } from './spelling.ts';
import type { VectorIndex } from '../search/vector-index.ts';

const suggestionCount = 5;

/** A word's rank: as it is typed, else in lower case, which is how many sets have their words. */
function findWord(index: VectorIndex, word: string): number | undefined {
  return index.rankOf(word) ?? index.rankOf(word.toLowerCase());
}

/** A word with its vector, as it came. */
export interface ResolvedWord {
  /** As the set has it; as it was typed where the set lacks it. */
  readonly word: string;
  /** Null for a word that the set lacks: its vector comes from its subwords. */
  readonly rank: number | null;
  readonly vector: Float32Array<ArrayBuffer>;
}

/**
 * All words with their vectors, in order. Throws `unknown-word` for those that the set neither has nor can make of their subwords, with the
 * closest spellings, in the message and as `details: { words: [{ word, suggestions }] }`.
 */
export function resolveWords(index: VectorIndex, words: readonly string[]): ResolvedWord[] {
  const resolved: ResolvedWord[] = [];
  const unknown = new Set<string>();
  for (const word of words) {
    const found = resolve(index, word);
    if (found) resolved.push(found);
    else unknown.add(word);
  }
  if (unknown.size === 0) return resolved;
  const missing = [...unknown].map((word) => ({
    word,
    suggestions: suggestSpellings(index.words, word, suggestionCount).map((rank) => index.words.at(rank)),
  }));
  throw new AppError('unknown-word', missing.map(describe).join('; '), { details: { words: missing } });
}

function resolve(index: VectorIndex, word: string): ResolvedWord | undefined {
  const rank = findWord(index, word);
  if (rank !== undefined) return { word: index.words.at(rank), rank, vector: index.vector(rank) };
  const vector = index.subwordVector(word);
  return vector && { word, rank: null, vector };
}

function describe({ word, suggestions }: { word: string; suggestions: readonly string[] }): string {
  const closest = suggestions.length > 0 ? ` (close to it: ${suggestions.join(', ')})` : '';
  return `"${word}" is not in this set${closest}`;
}
