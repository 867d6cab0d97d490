import type { Occurrence } from '../../../shared/domain.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { ContextParts } from './context-parts.ts';
import { exampleSenses } from './examples.ts';
import { addScaled, rowOf, toUnit } from './row-math.ts';
import type { TwinReader } from './twin-reader.ts';

/** A mean of fewer occurrences says more of them than of their word. */
const fewestOccurrences = 3;
const mostOccurrences = 24;

/**
 * The mean of the word's occurrences at one layer (each of unit length): what the context dial takes out. It comes from the
 * twin; where that lacks the word and its lemmas, or was not made, from the word's example sentences and the
 * given occurrences, at most 24. Null where there are fewer than three.
 */
export async function ownMean(
  parts: ContextParts,
  encoder: Encoder,
  request: {
    readonly word: string;
    readonly occurrences: readonly Occurrence[];
    readonly layer: number;
    readonly twin: TwinReader | null;
    readonly signal: AbortSignal;
  },
): Promise<Float32Array<ArrayBuffer> | null> {
  const { word, layer, twin, signal } = request;
  const fromTwin = twin && twinWordOf(parts, twin, word);
  if (twin && fromTwin) return twin.meanOccurrence(fromTwin) ?? null;
  const examples = exampleSenses(word, parts.examples).flatMap(({ occurrences }) => occurrences);
  const chosen = distinct([...examples, ...request.occurrences]).slice(0, mostOccurrences);
  if (chosen.length < fewestOccurrences) return null;
  const { vectors } = await parts.encoders.encodeCached(encoder, chosen, { signal });
  const mean = new Float32Array(encoder.dimensions);
  for (let at = 0; at < chosen.length; at++) {
    const vector = rowOf(vectors, at * encoder.layers + layer, encoder.dimensions);
    addScaled(mean, toUnit(vector), 1 / chosen.length);
  }
  return mean;
}

/** The word as the twin has it: itself, or else its lemma. */
export function twinWordOf(
  { wordNet }: Pick<ContextParts, 'wordNet'>,
  twin: TwinReader,
  word: string,
): string | undefined {
  return wordNet.morphology.lemmasOf(word).find((lemma) => twin.index.rankOf(lemma) !== undefined);
}

function distinct(occurrences: readonly Occurrence[]): Occurrence[] {
  return [...new Map(occurrences.map((item) => [`${item.start} ${item.end} ${item.text}`, item])).values()];
}
