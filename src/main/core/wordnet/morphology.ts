import adjectiveExceptions from 'wink-lexicon/src/wn-adjective-exceptions.js';
import nounExceptions from 'wink-lexicon/src/wn-noun-exceptions.js';
import verbExceptions from 'wink-lexicon/src/wn-verb-exceptions.js';
import type { PartOfSpeech } from './part-of-speech.ts';

export interface Morphology {
  /** The form in lower case, then the dictionary's lemmas that it may inflect: `saw` -> saw, see. */
  lemmasOf(form: string): readonly string[];
  /** Whether two forms share a lemma: mice and mouse, banking and banked. Unknown words only take a plural or possessive s. */
  areForms(a: string, b: string): boolean;
}

interface Paradigm {
  readonly partOfSpeech: PartOfSpeech;
  readonly exceptions: Readonly<Record<string, string>>;
  /** Ending -> what stands in its place in the lemma. */
  readonly rules: readonly (readonly [ending: string, replacement: string])[];
}

// WordNet's morphy: detachment rules of morphy(7WN), after the lists of irregular forms.
const paradigms: readonly Paradigm[] = [
  {
    partOfSpeech: 'noun',
    exceptions: nounExceptions,
    rules: [
      ['s', ''],
      ['ses', 's'],
      ['xes', 'x'],
      ['zes', 'z'],
      ['ches', 'ch'],
      ['shes', 'sh'],
      ['men', 'man'],
      ['ies', 'y'],
    ],
  },
  {
    partOfSpeech: 'verb',
    exceptions: verbExceptions,
    rules: [
      ['s', ''],
      ['ies', 'y'],
      ['es', 'e'],
      ['es', ''],
      ['ed', 'e'],
      ['ed', ''],
      ['ing', 'e'],
      ['ing', ''],
    ],
  },
  {
    partOfSpeech: 'adjective',
    exceptions: adjectiveExceptions,
    rules: [
      ['er', ''],
      ['est', ''],
      ['er', 'e'],
      ['est', 'e'],
    ],
  },
];

const cacheLimit = 50_000;

/** WordNet's morphology over a dictionary: `hasLemma` tells whether a word is in it as that part of speech. */
export function createMorphology(
  hasLemma: (lemma: string, partOfSpeech: PartOfSpeech) => boolean,
): Morphology {
  const cache = new Map<string, readonly string[]>();

  function lemmasOf(form: string): readonly string[] {
    const lower = form.toLowerCase();
    const cached = cache.get(lower);
    if (cached) return cached;
    const lemmas = new Set([lower]);
    for (const paradigm of paradigms) {
      for (const lemma of candidatesOf(lower, paradigm)) {
        if (hasLemma(lemma, paradigm.partOfSpeech)) lemmas.add(lemma);
      }
    }
    const result = [...lemmas];
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(lower, result);
    return result;
  }

  return {
    lemmasOf,
    areForms: (a, b) => {
      const others = lemmasOf(b);
      return lemmasOf(a).some((lemma) => others.includes(lemma)) || isPlural(a, b) || isPlural(b, a);
    },
  };

  /** A name or a new word that the dictionary lacks: iphone, iphones. */
  function isPlural(form: string, word: string): boolean {
    const lower = word.toLowerCase();
    if (form.length !== lower.length + 1 || lower.length < 3 || lower.endsWith('s')) return false;
    return form.toLowerCase() === `${lower}s` && !paradigms.some((p) => hasLemma(lower, p.partOfSpeech));
  }
}

function candidatesOf(form: string, { partOfSpeech, exceptions, rules }: Paradigm): string[] {
  const irregular = exceptions[form];
  if (irregular !== undefined) return [irregular];
  // As morphy does: boss is no plural of bos.
  if (partOfSpeech === 'noun' && form.endsWith('ss')) return [];
  return rules
    .filter(([ending]) => form.length > ending.length + 1 && form.endsWith(ending))
    .map(([ending, replacement]) => form.slice(0, form.length - ending.length) + replacement);
}
