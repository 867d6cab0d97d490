import * as fc from 'fast-check';
import type { ExpectedRows } from './fuzz-file.ts';

/** A set of vectors before it is written in any format: what a program would hold in memory. */
export interface SmallSet {
  readonly dimensions: number;
  readonly words: readonly string[];
  readonly vectors: Float32Array;
}

/** Beyond this a reader takes no number. */
const maxMagnitude = 1e15;

const number = fc.oneof(
  { weight: 4, arbitrary: fc.float({ min: -10, max: 10, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
  { weight: 1, arbitrary: fc.float({ min: -Math.fround(9e14), max: Math.fround(9e14), noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1e-45, 1e-38, 0.1, 2 ** 24 + 1, 9.999999e14) },
);

/** Any characters but separators and controls: a format that can hold those is asked by other means. */
const letter = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('é', '语', '🙂', '\u00a0', '\ufffd', '\ufeff', '"', '_', '-', '.'),
  },
);
const word = fc
  .oneof(
    {
      weight: 8,
      arbitrary: fc.array(letter, { minLength: 1, maxLength: 8 }).map((letters) => letters.join('')),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('the', '</s>', '1', '0.5', 'nan', 'inf', '2e3', 'word', 'constructor'),
    },
    { weight: 1, arbitrary: fc.integer({ min: 50, max: 400 }).map((length) => 'long'.repeat(length)) },
  )
  .map((text) => text.replaceAll(/[\u0000-\u0020\u007f]/g, '·'));

const dimensions = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom(50, 300) },
);

/** Sets of a few rows. Their words may come twice. */
export const smallSets: fc.Arbitrary<SmallSet> = dimensions.chain((count) =>
  fc
    .array(fc.tuple(word, fc.array(number, { minLength: count, maxLength: count, size: 'max' })), {
      minLength: 1,
      maxLength: 24,
    })
    .map((rows) => ({
      dimensions: count,
      words: rows.map(([text]) => text),
      vectors: Float32Array.from(rows.flatMap(([, numbers]) => numbers)),
    })),
);

/**
 * What of the set should come in: the first row of each word, if its numbers can be used. Undefined where that leaves out as many rows as come
 * in, for which a file is refused.
 */
export function expectedOf({ dimensions: count, words, vectors }: SmallSet): ExpectedRows | undefined {
  const seen = new Set<string>();
  const taken = words.flatMap((text, row) => {
    const numbers = [...vectors.subarray(row * count, (row + 1) * count)];
    const isUsable = numbers.every((value) => Math.abs(value) <= maxMagnitude);
    if (text === '' || !isUsable || seen.has(text)) return [];
    seen.add(text);
    return [{ text, numbers }];
  });
  if (2 * taken.length <= words.length) return undefined;
  return {
    dimensions: count,
    words: taken.map(({ text }) => text),
    vectors: Float32Array.from(taken.flatMap(({ numbers }) => numbers)),
  };
}
