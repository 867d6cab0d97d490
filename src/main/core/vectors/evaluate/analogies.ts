import type { ProcedureOutput } from '../../../../shared/contract.ts';
import type { VectorIndex } from '../vector-index.ts';
import { parseQuestions } from './analogy-questions.ts';
import { createCaseFolding } from './fold-case.ts';

export interface AnalogiesOptions {
  readonly text: string;
  readonly name: string;
  /** Only the set's first `restrict` words are known and may answer. */
  readonly restrict: number;
  readonly signal: AbortSignal;
  readonly onDone: (questions: number, total: number) => void;
}

interface KnownQuestion {
  readonly section: number;
  /** The ranks of a, b, c, and of the right answer. */
  readonly ranks: readonly [number, number, number, number];
}

/** So many answers are asked for as could be words of the question, and one more. */
const candidates = 4;

/**
 * Accuracy of answering "a is to b as c is to ?" by the word nearest to b - a + c of unit vectors, the question's own words
 * left out (3CosAdd, Mikolov et al. 2013; gensim's `evaluate_word_analogies`, whatever the case). Questions with a word that
 * is not among the set's first `restrict` words are left out. Throws `bad-file`, `canceled`.
 */
export async function evaluateAnalogies(
  index: VectorIndex,
  options: AnalogiesOptions,
): Promise<ProcedureOutput<'evaluate.analogies'>> {
  const sections = parseQuestions(options.text, options.name);
  const rankOf = createCaseFolding(index, options.restrict);
  const known: KnownQuestion[] = sections.flatMap(({ questions }, section) =>
    questions.flatMap((words) => {
      const ranks = words.map(rankOf);
      // The check leaves exactly four numbers.
      return ranks.includes(undefined)
        ? []
        : [{ section, ranks: ranks as unknown as KnownQuestion['ranks'] }];
    }),
  );
  const found = await index.nearestMany(toQueries(index, known), {
    top: candidates,
    limit: options.restrict,
    signal: options.signal,
    onDone: (done) => options.onDone(done, known.length),
  });
  const results = sections.map(({ name }) => ({ name, used: 0, correct: 0 }));
  known.forEach(({ section, ranks }, place) => {
    const answers = found.rows.subarray(place * found.count, (place + 1) * found.count);
    const answer = answers.find((row) => !ranks.slice(0, 3).includes(row));
    const result = results[section]!;
    result.used++;
    if (answer !== undefined && rankOf(index.words[answer]!) === ranks[3]) result.correct++;
  });
  const correct = results.reduce((sum, section) => sum + section.correct, 0);
  return {
    total: sections.reduce((sum, { questions }) => sum + questions.length, 0),
    used: known.length,
    correct,
    accuracy: known.length > 0 ? correct / known.length : 0,
    sections: results,
  };
}

/** b - a + c of unit vectors, a row each. */
function toQueries(index: VectorIndex, questions: readonly KnownQuestion[]): Float32Array {
  const { dimensions } = index;
  const queries = new Float32Array(questions.length * dimensions);
  questions.forEach(({ ranks: [a, b, c] }, place) => {
    const [from, to, other] = [index.unitVector(a), index.unitVector(b), index.unitVector(c)];
    for (let k = 0; k < dimensions; k++) queries[place * dimensions + k] = to[k]! - from[k]! + other[k]!;
  });
  return queries;
}
