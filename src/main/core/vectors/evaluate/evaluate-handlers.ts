import { createProgressReporter } from '../../../../shared/progress.ts';
import type { Handlers } from '../../../../shared/rpc/router.ts';
import type { VectorSets } from '../vector-sets.ts';
import { evaluateAnalogies } from './analogies.ts';
import { evaluateSimilarity } from './similarity.ts';

export function createEvaluateHandlers(
  sets: VectorSets,
): Pick<Handlers, 'evaluate.similarity' | 'evaluate.analogies'> {
  return {
    'evaluate.similarity': async ({ set, text, name }, { signal, report }) =>
      evaluateSimilarity(await sets.open(set, { signal, report }), { text, name }),
    'evaluate.analogies': async ({ set, text, name, restrict }, { signal, report }) => {
      const index = await sets.open(set, { signal, report });
      const tell = createProgressReporter(report);
      const onDone = (done: number, total: number): void => tell('evaluate', done, total);
      return evaluateAnalogies(index, { text, name, restrict, signal, onDone });
    },
  };
}
