import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fixture } from '../../../support.ts';

/** What the fasttext program says of the models in test/fixtures/fasttext; scripts/fasttext-fixtures.py made both. */
const vector = z.array(z.number());
const schema = z.record(
  z.string(),
  z.object({
    words: z.number(),
    dimensions: z.number(),
    known: z.array(z.object({ word: z.string(), vector })),
    unknown: z.array(z.object({ word: z.string(), ngrams: z.array(z.number()), vector })),
  }),
);

export const modelPath = (name: string): string => fixture(`fasttext/${name}`);
export const printed = schema.parse(JSON.parse(readFileSync(modelPath('expected.json'), 'utf8')));
export const modelNames = Object.keys(printed);

/** The greatest difference of two vectors, as a part of the second one's greatest number. */
export function differenceOf(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs)) || 1;
  return Math.max(...expected.map((value, k) => Math.abs(value - found[k]!))) / scale;
}
