import { setImmediate } from 'node:timers/promises';
import type { Occurrence } from '../../../shared/domain.ts';
import type { Gloss } from '../wordnet/gloss.ts';
import { throwIfAborted } from '../../../shared/errors.ts';
import { createRandom, shuffle } from './random.ts';

interface OccurrenceChoice {
  /** A word's rank in the vocabulary that is looked for, 0 the most frequent; undefined where it is none of it. */
  readonly rankOf: (word: string) => number | undefined;
  /** Only words of a lower rank are looked for. */
  readonly words: number;
  readonly mostPerWord: number;
  /** Words with fewer occurrences are left out. */
  readonly fewestPerWord: number;
  readonly seed: number;
}

/** Occurrences of words in sentences, with the rank of each one's word. */
export interface ChosenOccurrences {
  readonly occurrences: Occurrence[];
  readonly ranks: Uint32Array<ArrayBuffer>;
}

// Names and compounds count as one word: "well-known", "o'clock".
const wordPattern = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

// Other calls get their turn between so many texts.
const textsBetweenPauses = 4000;

/** WordNet's sentences and phrases, each once. */
interface GlossTexts {
  readonly examples: readonly string[];
  readonly definitions: readonly string[];
}

/** Gathers the texts of all glosses. */
export async function gatherTexts(glosses: Iterable<Gloss>, signal?: AbortSignal): Promise<GlossTexts> {
  const examples = new Set<string>();
  const definitions = new Set<string>();
  let count = 0;
  for (const gloss of glosses) {
    if (count++ % textsBetweenPauses === 0) await pause(signal);
    for (const example of gloss.examples) examples.add(example);
    if (!examples.has(gloss.definition)) definitions.add(gloss.definition);
  }
  return { examples: [...examples], definitions: [...definitions].filter((text) => text !== '') };
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  throwIfAborted(signal);
  await setImmediate();
}

interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly rank: number;
}

/**
 * Chooses up to `mostPerWord` occurrences of each word, a word at most once in a text; the same seed gives the same choice.
 * Examples come before definitions, as they show a word in use; within both the seed decides the order.
 */
export async function chooseOccurrences(
  { examples, definitions }: GlossTexts,
  choice: OccurrenceChoice,
  signal?: AbortSignal,
): Promise<ChosenOccurrences> {
  const random = createRandom(choice.seed);
  const texts = [...shuffle([...examples], random), ...shuffle([...definitions], random)];
  const places: Place[] = [];
  for (const [at, text] of texts.entries()) {
    if (at % textsBetweenPauses === 0) await pause(signal);
    places.push(...placesIn(text, choice));
  }
  const available = new Uint32Array(choice.words);
  for (const { rank } of places) available[rank]! += 1;
  const taken = new Uint32Array(choice.words);
  const chosen = places.filter(
    ({ rank }) => available[rank]! >= choice.fewestPerWord && taken[rank]!++ < choice.mostPerWord,
  );
  return {
    occurrences: chosen.map(({ text, start, end }) => ({ text, start, end })),
    ranks: Uint32Array.from(chosen, ({ rank }) => rank),
  };
}

function placesIn(text: string, { rankOf, words }: OccurrenceChoice): Place[] {
  const places = new Map<number, Place>();
  for (const match of text.matchAll(wordPattern)) {
    const rank = rankOf(match[0]) ?? rankOf(match[0].toLowerCase());
    if (rank === undefined || rank >= words || places.has(rank)) continue;
    places.set(rank, { text, start: match.index, end: match.index + match[0].length, rank });
  }
  return [...places.values()];
}
