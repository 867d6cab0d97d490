import { AppError } from '../../../../shared/errors.ts';
import { lengthOf, scaleToUnit } from '../search/plain-scan.ts';
import { resolveWords, type ResolvedWord } from '../words/resolve-words.ts';
import type { VectorIndex } from '../search/vector-index.ts';
import { parseExpression } from './parse-expression.ts';

export interface ExpressionTerm extends Pick<ResolvedWord, 'word' | 'rank'> {
  readonly weight: number;
}

export interface EvaluatedExpression {
  readonly terms: readonly ExpressionTerm[];
  /** Unit length. */
  readonly vector: Float32Array<ArrayBuffer>;
}

/** What is left of unit vectors that cancel each other out, in single precision. */
const leastLength = 1e-5;

/**
 * The unit vector of an expression: the weighted mean of its words' unit vectors, as gensim's `most_similar` takes it.
 * Throws `bad-expression` (malformed, or its words cancel each other out) and `unknown-word`.
 */
export function evaluateExpression(index: VectorIndex, text: string): EvaluatedExpression {
  const parsed = parseExpression(text);
  const resolved = resolveWords(
    index,
    parsed.map((term) => term.word),
  );
  const weighted = resolved.map((found, place) => ({ ...found, weight: parsed[place]!.weight }));
  const vector = addUp(weighted, index.dimensions);
  const length = lengthOf(vector);
  if (!(length > leastLength)) throw cancelsOut(text);
  for (let k = 0; k < vector.length; k++) vector[k]! /= length;
  return { terms: weighted.map(({ word, rank, weight }) => ({ word, rank, weight })), vector };
}

function addUp(
  terms: readonly { readonly vector: Float32Array; readonly weight: number }[],
  dimensions: number,
): Float32Array<ArrayBuffer> {
  const total = terms.reduce((sum, term) => sum + Math.abs(term.weight), 0);
  const sum = new Float64Array(dimensions);
  for (const { vector, weight } of terms) {
    scaleToUnit(vector).forEach((value, k) => (sum[k]! += (value * weight) / total));
  }
  return Float32Array.from(sum);
}

function cancelsOut(text: string): AppError {
  const expected = 'expected words that do not cancel each other out';
  return new AppError(
    'bad-expression',
    `"${text}" adds up to nothing, and nothing is near to it: ${expected}`,
    {
      details: { position: 0, expected },
    },
  );
}
