import type { EventName, EventPayload } from '../../../src/shared/contract.ts';
import { AppError, throwIfAborted } from '../../../src/shared/errors.ts';
import { createRouter, type CallContext, type Handlers } from '../../../src/shared/rpc/router.ts';
import type { RunnableCore } from '../../../src/main/processes/run-core.ts';

type Listener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

const encoderInfo = {
  encoder: 'test',
  dimensions: 3,
  layers: 1,
  hasAllLayers: true,
  maxTokens: 16,
  license: '',
  origin: '',
  twinLayers: [],
  mappedSets: [],
};

/** Runs until it is canceled, and says that it began. */
function untilCanceled({ signal, report }: CallContext): Promise<never> {
  report({ phase: 'twin', done: 1, total: 2 });
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/**
 * A core of a few small handlers for real procedures, with every behavior that a transport has to carry. `die` ends the
 * process, or what stands for it.
 */
export function createTestServices(die: () => void): RunnableCore {
  const listeners = new Set<Listener>();
  let canceled = 0;
  const handlers: Partial<Handlers> = {
    'app.info': () => ({ version: '1.2.3', dataDir: '/data', startupMs: 1, databaseSetAside: null }),
    'sets.list': () => [
      { set: 'canceled', words: canceled, dimensions: 0, source: '', state: 'ready' as const },
    ],
    'sets.remove': ({ set }) => {
      for (const listener of listeners) listener('sets', {});
      return { set };
    },
    'files.open': ({ path, name }) => ({ file: 'a handle', name: name ?? path, sizeBytes: path.length }),
    'words.similarity': async ({ a, b, set }) => {
      await new Promise((resolve) => setTimeout(resolve, a === 'slow' ? 30 : 0));
      return { a, b, set, similarity: a.length / 10, fromSubwords: [] };
    },
    'words.neighbors': ({ expression }) => {
      if (expression === 'crash') throw new Error('a defect');
      const details = { words: [{ word: expression, suggestions: ['bank', '銀行'] }] };
      throw new AppError('unknown-word', `not in this set: ${expression}`, { details });
    },
    'map.neighbors': ({ words, neighbors }, { report, signal }) => {
      const count = words * neighbors;
      for (let step = 1; step <= 3; step++) {
        throwIfAborted(signal);
        report({ phase: 'neighbors', done: step, total: 3 });
      }
      return {
        indices: Uint32Array.from({ length: count }, (_, index) => index),
        distances: Float32Array.from({ length: count }, (_, index) => index / 2),
      };
    },
    'map.finish': ({ positions }) => ({
      trustworthiness: positions.reduce((sum, value) => sum + value, 0),
      sample: positions.length,
    }),
    'encoders.makeTwin': async (_input, context) => {
      try {
        await untilCanceled(context);
      } finally {
        canceled++;
      }
      return encoderInfo;
    },
    'contexts.find': (_input, { report }) => {
      report({ phase: 'find', done: 0, total: 1 });
      setTimeout(die, 20); // the report leaves first
      return new Promise(() => undefined);
    },
  };
  return {
    // The suite calls only what is handled here.
    router: createRouter(handlers as Handlers),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => Promise.resolve(),
  };
}
