import type { Occurrence } from '../../../shared/domain.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Morphology } from '../wordnet/morphology.ts';

/** A run of letters, marks and digits with its place in the text, in UTF-16 code units. */
interface WordRun {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const runPattern = /[\p{L}\p{M}\p{N}]+/gu;
const isPlainWord = /^[\p{L}\p{M}\p{N}]+$/u;
// Scripts that write no spaces between words: a word may stand anywhere.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordCharacterBefore = /[\p{L}\p{M}\p{N}]$/u;
const wordCharacterAfter = /^[\p{L}\p{M}\p{N}]/u;
// "can" is no word of "can't", but "bank" is one of "bank's".
const contractedNot = /^['’]t\b/iu;

/** All runs of letters, marks and digits, in order. */
export function wordRuns(text: string): WordRun[] {
  return [...text.matchAll(runPattern)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Every place where the word, or an inflected form of it, stands in the text as a whole word, in order; case does not
 * matter. Failing that, other forms of its lemma: "mouse" for "mice". Where a script parts no words by spaces, every
 * place of its characters. Empty if there is none.
 */
export function findWord(word: string, text: string, morphology: Morphology): Occurrence[] {
  const wanted = word.trim().normalize('NFC');
  if (wanted === '') return [];
  if (unspaced.test(wanted)) return findCharacters(wanted, text, () => true);
  if (!isPlainWord.test(wanted)) return findCharacters(wanted, text, isWhole);
  const runs = wordRuns(text).filter((run) => !contractedNot.test(text.slice(run.end)));
  const lower = fold(wanted);
  const inflected = runs.filter((run) => morphology.lemmasOf(fold(run.word)).includes(lower));
  const related =
    inflected.length > 0 ? [] : runs.filter((run) => morphology.areForms(fold(run.word), lower));
  return [...inflected, ...related].map(({ start, end }) => ({ text, start, end }));
}

/** As {@link findWord}; throws `word-not-in-sentence` if there is none. */
export function requireWord(word: string, text: string, morphology: Morphology): Occurrence[] {
  const found = findWord(word, text, morphology);
  if (found.length > 0) return found;
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  throw new AppError('word-not-in-sentence', `“${word}” does not stand in “${shown}”`, {
    details: { word, text },
  });
}

function fold(word: string): string {
  return word.normalize('NFC').toLowerCase();
}

function isWhole(before: string, after: string): boolean {
  return !wordCharacterBefore.test(before) && !wordCharacterAfter.test(after);
}

/** Finds the characters as they are, any run of white space for a space, either apostrophe, either normal form. */
function findCharacters(
  wanted: string,
  text: string,
  isPlace: (before: string, after: string) => boolean,
): Occurrence[] {
  const forms = [...new Set([wanted, wanted.normalize('NFD')])].map((form) =>
    form
      .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      .replace(/['’]/g, "['’]")
      .replace(/\s+/g, '\\s+'),
  );
  return [...text.matchAll(new RegExp(forms.join('|'), 'giu'))]
    .map((match) => ({ text, start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => isPlace(text.slice(Math.max(0, start - 8), start), text.slice(end, end + 8)));
}
