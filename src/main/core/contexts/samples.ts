import { join } from 'node:path';
import { z } from 'zod';
import { readShippedHeader } from './shipped-header.ts';

const samplesFile = z.object({
  license: z.string(),
  origin: z.string(),
  /** Word -> sense -> sentences. */
  words: z.record(z.string(), z.record(z.string(), z.array(z.string().min(1)).min(1))),
});

/** Sentences by sense, in the order of the file. */
export type SampleSenses = readonly (readonly [label: string, sentences: readonly string[]])[];

/** The app's own example sentences; a function from a lemma to its senses, empty for a word without samples. `bad-file`. */
export function openSamples(shippedDir: string): (lemma: string) => SampleSenses {
  const file = readShippedHeader(join(shippedDir, 'samples', 'contexts.json'), samplesFile);
  const words = new Map(Object.entries(file?.words ?? {}));
  return (lemma) => Object.entries(words.get(lemma) ?? {});
}
