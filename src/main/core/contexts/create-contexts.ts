import type { EncoderInfo } from '../../../shared/domain.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Handlers } from '../../../shared/rpc/router.ts';
import { compareContexts, findPath } from './compare-contexts.ts';
import { createContextJobs } from './context-jobs.ts';
import { createContextParts, type ContextDeps } from './context-parts.ts';
import { exampleSenses } from './examples.ts';
import { requireWord } from './find-word.ts';
import { readContexts } from './read-contexts.ts';
import { createTwinSets } from './twin-sets.ts';

type ContextProcedure =
  | 'encoders.makeTwin'
  | 'encoders.fitMaps'
  | 'contexts.examples'
  | 'contexts.find'
  | 'contexts.prepare'
  | 'contexts.read'
  | 'contexts.similarities'
  | 'contexts.path';

/** Words in context: examples, readings, and what they need of an encoder. */
export interface Contexts {
  readonly handlers: Pick<Handlers, ContextProcedure>;
  /** What was made of the encoder of this name: its twin's layers and the sets that its maps lead to. */
  additionsOf(encoder: string): Promise<Pick<EncoderInfo, 'twinLayers' | 'mappedSets'>>;
  /** Adds each encoder's twin at its last layer to the vector sets, where it was made and is not there yet. */
  publishTwins(): Promise<void>;
  dispose(): void;
}

/** Nothing large is read before it is asked for. WordNet, sets, encoders and kernels stay the caller's to dispose. */
export function createContexts(deps: ContextDeps): Contexts {
  const parts = createContextParts(deps);
  const jobs = createContextJobs(parts);
  const twinSets = createTwinSets(parts);
  const { encoders, twins, maps, wordNet } = parts;

  const additionsOf: Contexts['additionsOf'] = async (name) => {
    const encoder = await encoders.open(name);
    return { twinLayers: twins.layersOf(encoder), mappedSets: maps.setsOf(encoder) };
  };

  return {
    additionsOf,
    publishTwins: () => twinSets.publishAll(),
    dispose: () => parts.dispose(),
    handlers: {
      'contexts.examples': ({ word }) => exampleSenses(word, parts.examples),
      'contexts.find': ({ word, text }) => requireWord(word, text, wordNet.morphology),
      'contexts.prepare': async ({ encoder: name, occurrences }, { signal, report }) => {
        const encoder = await encoders.open(name);
        const { windowed } = await encoders.encodeCached(encoder, occurrences, { signal, report });
        return { windowed, layers: encoder.layers };
      },
      'contexts.read': (input, { signal }) => readContexts(parts, input, signal),
      'contexts.similarities': (input, { signal }) => compareContexts(parts, input, signal),
      'contexts.path': (input, { signal }) => findPath(parts, input, signal),
      'encoders.makeTwin': async ({ encoder: name }, { signal, report }) => {
        const encoder = await encoders.open(name);
        await jobs.makeTwin(encoder, { signal, report });
        await twinSets.publish(encoder);
        const summary = (await encoders.list()).find((item) => item.encoder === name);
        if (!summary) throw new AppError('unknown-encoder', `the encoder ${name} is gone`);
        return { ...summary, ...(await additionsOf(name)) };
      },
      'encoders.fitMaps': async ({ encoder: name, set }, { signal, report }) => {
        const encoder = await encoders.open(name);
        const fitted = await jobs.fitMaps(encoder, set, { signal, report });
        return fitted.map(({ layer, quality }) => ({ layer, ...quality }));
      },
    },
  };
}
