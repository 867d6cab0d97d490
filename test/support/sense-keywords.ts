import type { Reading } from '../../src/shared/domain.ts';
import keywords from '../fixtures/contexts/sense-keywords.json' with { type: 'json' };

/** Word -> sense of the app's sample sentences -> five words that belong to it. */
export const senseKeywords: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = keywords;

/** The sense whose keywords stand nearest in a long reading, on average; a keyword beyond its end counts as its last. */
export function chooseSense(word: string, { neighbors }: Reading): string | undefined {
  const similarities = new Map(neighbors.map((neighbor) => [neighbor.word, neighbor.similarity]));
  const last = neighbors.at(-1)?.similarity ?? 0;
  const scores = Object.entries(senseKeywords[word] ?? {}).map(([sense, list]) => ({
    sense,
    score: list.reduce((sum, keyword) => sum + (similarities.get(keyword) ?? last), 0) / list.length,
  }));
  return scores.sort((a, b) => b.score - a.score)[0]?.sense;
}
