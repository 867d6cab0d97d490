import type { ExampleSense, Occurrence } from '../../../shared/domain.ts';
import { senseLabel } from '../wordnet/sense-label.ts';
import type { WordNet } from '../wordnet/wordnet.ts';
import { findWord } from './find-word.ts';
import type { SampleSenses } from './samples.ts';

export interface ExampleSources {
  readonly wordNet: WordNet;
  readonly samplesOf: (lemma: string) => SampleSenses;
}

/** Sentences that hold the word or a form of it, by sense: the app's own first, then WordNet's in its order. */
export function exampleSenses(word: string, { wordNet, samplesOf }: ExampleSources): ExampleSense[] {
  const { morphology } = wordNet;
  // One occurrence a sentence: the same sentence twice is no second context.
  const occurrencesIn = (sentences: readonly string[]): Occurrence[] =>
    sentences.flatMap((text) => findWord(word, text, morphology).slice(0, 1));
  const samples = morphology.lemmasOf(word).flatMap((lemma) =>
    samplesOf(lemma).map(([label, sentences]): ExampleSense => ({
      id: `sample:${label}`,
      label,
      gloss: '',
      source: 'sample',
      occurrences: occurrencesIn(sentences),
    })),
  );
  const senses = wordNet.sensesOf(word).map((sense): ExampleSense => ({
    id: sense.id,
    label: senseLabel(sense),
    gloss: sense.definition,
    source: 'wordnet',
    occurrences: occurrencesIn(sense.examples),
  }));
  return [...samples, ...senses].filter(({ occurrences }) => occurrences.length > 0);
}
