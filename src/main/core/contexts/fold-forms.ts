import type { Reading } from '../../../shared/domain.ts';
import type { Morphology } from '../wordnet/morphology.ts';

export interface Candidate {
  readonly word: string;
  readonly similarity: number;
}

export interface FoldOptions {
  /** The word that is read: it stays in the list, its other forms leave it. */
  readonly word: string;
  readonly top: number;
  readonly foldForms: boolean;
  readonly morphology: Morphology;
}

// Words as a reader knows them: no numbers, no punctuation, no single letters.
const readable = /^\p{L}[\p{L}\p{M}.'’-]+$|^\p{Script=Han}$/u;

/**
 * The first `top` readable words of candidates in falling similarity. With `foldForms`, inflected forms of the word
 * itself, which would crowd the list, move to `folded`; the word stays.
 */
export function toReading(
  candidates: readonly Candidate[],
  { word, top, foldForms, morphology }: FoldOptions,
): Reading {
  const own = word.toLowerCase();
  const neighbors: Candidate[] = [];
  const folded: string[] = [];
  for (const candidate of candidates) {
    if (neighbors.length === top) break;
    const other = candidate.word.toLowerCase();
    if (!readable.test(other)) continue;
    if (foldForms && other !== own && morphology.areForms(other, own)) folded.push(candidate.word);
    else neighbors.push(candidate);
  }
  return { neighbors, folded };
}
