import type { Handlers } from '../../../shared/rpc/router.ts';
import { completeWord } from './words/complete-word.ts';
import { readBuiltInQuestions } from './evaluate/built-in-questions.ts';
import { evaluateAnalogies } from './evaluate/evaluate-analogies.ts';
import { evaluateSimilarity } from './evaluate/evaluate-similarity.ts';
import { findNeighbors } from './find-neighbors.ts';
import { cosineOf } from './search/plain-scan.ts';
import { resolveWords, type ResolvedWord } from './words/resolve-words.ts';
import type { VectorSets } from './sets/vector-sets.ts';

type VectorProcedure =
  | 'words.complete'
  | 'words.neighbors'
  | 'words.similarity'
  | 'evaluate.similarity'
  | 'evaluate.analogies'
  | 'evaluate.builtIn';

/** The words in vector sets. Whatever needs a set opens it, which imports the built-in one at first. */
export function createVectorHandlers(
  sets: VectorSets,
  resources: { readonly shippedDir: string },
): Pick<Handlers, VectorProcedure> {
  return {
    'words.complete': async ({ set, prefix, limit }, { signal }) => {
      const { words } = await sets.open(set, { signal });
      return completeWord(words, prefix, limit).map((rank) => ({ word: words.at(rank), rank }));
    },
    'words.neighbors': async ({ set, expression, top }, { signal, report }) => {
      const index = await sets.open(set, { signal, report });
      const { terms, neighbors } = await findNeighbors(index, expression, top);
      return { expression, set, terms: [...terms], neighbors };
    },
    'words.similarity': async ({ set, a, b }, { signal, report }) => {
      const index = await sets.open(set, { signal, report });
      const [first, second] = resolveWords(index, [a, b]) as [ResolvedWord, ResolvedWord]; // one for each word
      const made = [first, second].filter(({ rank }) => rank === null).map(({ word }) => word);
      const similarity = cosineOf(first.vector, second.vector);
      return { a, b, set, similarity, fromSubwords: [...new Set(made)] };
    },
    'evaluate.similarity': async ({ set, text, name }, { signal, report }) =>
      evaluateSimilarity(await sets.open(set, { signal, report }), text, name),
    'evaluate.analogies': async ({ set, ...file }, { signal, report }) =>
      evaluateAnalogies(await sets.open(set, { signal, report }), file, { signal, report }),
    'evaluate.builtIn': async ({ set, restrict }, { signal, report }) => {
      const index = await sets.open(set, { signal, report });
      const questions = await readBuiltInQuestions(resources.shippedDir);
      return evaluateAnalogies(index, { ...questions, restrict }, { signal, report });
    },
  };
}
