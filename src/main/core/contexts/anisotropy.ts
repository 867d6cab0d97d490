import type { Occurrence } from '../../../shared/domain.ts';
import type { Encoder } from '../encoders/encoder.ts';
import { meanCosineAcrossWords } from './build-twin.ts';
import type { ContextParts } from './context-parts.ts';
import { wordRuns } from './find-word.ts';
import { gatherTexts } from './gloss-occurrences.ts';
import { createRandom, shuffle } from './random.ts';
import { addScaled, rowOf, toUnit } from './row-math.ts';

/** Sentences of the sample that stands in for a twin: enough for two digits. */
const sampleSize = 300;

/**
 * By layer the mean cosine of random occurrences of different words, the baseline of contextual similarity (Ethayarajh
 * 2019): from the twin's occurrences, or where no twin was made from one random word in each of 300 of WordNet's examples.
 */
export async function anisotropyOf(
  parts: ContextParts,
  encoder: Encoder,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const known = parts.twins.anisotropyOf(encoder);
  if (known) return known;
  const sample = await sampleOccurrences(parts, signal);
  const { vectors } = await parts.encoders.encodeCached(encoder, sample, { signal });
  const words = sample.map(({ text, start, end }) => text.slice(start, end).toLowerCase());
  const groups = new Map([...new Set(words)].map((word, group) => [word, group]));
  return Array.from({ length: encoder.layers }, (_, layer) => {
    const counts = new Float64Array(groups.size);
    const sums = new Float32Array(groups.size * encoder.dimensions);
    for (const [at, word] of words.entries()) {
      const group = groups.get(word)!;
      const vector = rowOf(vectors, at * encoder.layers + layer, encoder.dimensions);
      addScaled(rowOf(sums, group, encoder.dimensions), toUnit(vector), 1);
      counts[group]! += 1;
    }
    return meanCosineAcrossWords(sums, counts, encoder.dimensions);
  });
}

async function sampleOccurrences({ wordNet }: ContextParts, signal: AbortSignal): Promise<Occurrence[]> {
  const { examples } = await gatherTexts(wordNet.glosses(), signal);
  const random = createRandom(1);
  return shuffle([...examples], random)
    .map((text) => {
      const runs = wordRuns(text);
      const run = runs[Math.floor(random() * runs.length)];
      return { text, start: run?.start ?? 0, end: run?.end ?? 0 };
    })
    .filter(({ start, end }) => end > start)
    .slice(0, sampleSize);
}
