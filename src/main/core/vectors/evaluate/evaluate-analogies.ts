import { createProgressReporter } from '../../../../shared/progress.ts';
import type { JobOptions } from '../sets/shared-job.ts';
import type { WordList } from '../words/word-list.ts';
import type { NearestMany } from '../search/nearest-rows.ts';
import type { VectorIndex } from '../search/vector-index.ts';
import { createCaselessLookup } from './caseless-lookup.ts';
import { parseAnalogies } from './parse-analogies.ts';

export interface AnalogyEvaluation {
  /** Questions in the file. */
  readonly total: number;
  /** Questions whose four words are all among the first `restrict`. */
  readonly used: number;
  readonly correct: number;
  /** correct / used; 0 when none was used. */
  readonly accuracy: number;
  readonly sections: { readonly name: string; readonly used: number; readonly correct: number }[];
}

interface Question {
  readonly section: number;
  readonly ranks: readonly [a: number, b: number, c: number, d: number];
}

/** How many answers are looked through for one that is no word of the question, in whatever case: gensim's number. */
const candidates = 5;
/** The words of a question can be nearest themselves. */
const asked = 3;

/**
 * Answers `a is to b as c is to ?` by 3CosAdd, the word nearest to b - a + c over unit vectors (Mikolov et al. 2013), as
 * gensim's `evaluate_word_analogies` counts it: questions with a word outside the first `restrict` are left
 * out, case does not matter, and answers come from the first `restrict` words only. Throws `bad-file`, `canceled`.
 */
export async function evaluateAnalogies(
  index: VectorIndex,
  file: { readonly text: string; readonly name: string; readonly restrict: number },
  options: JobOptions,
): Promise<AnalogyEvaluation> {
  const sections = parseAnalogies(file.text, file.name);
  const find = createCaselessLookup(index.words, file.restrict);
  const questions = sections.flatMap((section, place) =>
    section.questions.flatMap((words): Question[] => {
      const [a, b, c, d] = words.map(find);
      const isKnown = a !== undefined && b !== undefined && c !== undefined && d !== undefined;
      return isKnown ? [{ section: place, ranks: [a, b, c, d] }] : [];
    }),
  );
  const progress = createProgressReporter(options.report);
  const nearest = await index.nearestMany(toQueries(index, questions), {
    top: candidates + asked,
    limit: file.restrict,
    ...(options.signal && { signal: options.signal }),
    onDone: (done) => progress('evaluate', done, questions.length),
  });
  const counts = sections.map(({ name }) => ({ name, used: 0, correct: 0 }));
  questions.forEach((question, place) => {
    const count = counts[question.section]!;
    count.used++;
    if (isAnswered(index.words, question, listOf(nearest, place))) count.correct++;
  });
  const total = sections.reduce((sum, section) => sum + section.questions.length, 0);
  const correct = counts.reduce((sum, count) => sum + count.correct, 0);
  const used = questions.length;
  return { total, used, correct, accuracy: used > 0 ? correct / used : 0, sections: counts };
}

/** b - a + c over unit vectors, a row for each question. */
function toQueries(index: VectorIndex, questions: readonly Question[]): Float32Array {
  const { dimensions } = index;
  const queries = new Float32Array(questions.length * dimensions);
  questions.forEach(({ ranks: [rankA, rankB, rankC] }, place) => {
    const [a, b, c] = [index.unitVector(rankA), index.unitVector(rankB), index.unitVector(rankC)];
    for (let k = 0; k < dimensions; k++) queries[place * dimensions + k] = b[k]! - a[k]! + c[k]!;
  });
  return queries;
}

function listOf(nearest: NearestMany, place: number): Uint32Array {
  return nearest.rows.subarray(place * nearest.count, (place + 1) * nearest.count);
}

/** Whether the first candidate that is no word of the question is the one expected. */
function isAnswered(words: WordList, { ranks }: Question, list: Uint32Array): boolean {
  const [a, b, c, d] = ranks;
  const upper = (rank: number): string => words.at(rank).toUpperCase();
  const own = new Set([upper(a), upper(b), upper(c)]);
  const others = [...list].filter((row) => row !== a && row !== b && row !== c).slice(0, candidates);
  const answer = others.find((row) => !own.has(upper(row)));
  return answer !== undefined && upper(answer) === upper(d);
}
