import type { Handlers } from '../../shared/rpc/router.ts';
import { createRouter } from '../../shared/rpc/router.ts';
import { createContexts } from './contexts/create-contexts.ts';
import type { Core, EventListener } from './core.ts';
import { createEncoderHandlers } from './encoders/encoder-handlers.ts';
import { createEncoders } from './encoders/create-encoders.ts';
import { createFileHandles } from './files/file-handles.ts';
import { createFileHandlers } from './files/file-handlers.ts';
import type { CoreOptions } from './options.ts';
import { createProjectionHandlers } from './projection/projection-handlers.ts';
import { createSettingsHandlers } from './settings/settings-handlers.ts';
import { openDatabase } from './store/database.ts';
import { createKernels } from './vectors/kernels/kernels.ts';
import { createSetHandlers } from './vectors/sets/set-handlers.ts';
import { createVectorHandlers } from './vectors/vector-handlers.ts';
import { createVectorSets } from './vectors/sets/vector-sets.ts';
import { openWordNet } from './wordnet/wordnet.ts';

/** Wires the services over one data folder. Sets, encoders and the like are read when they are first asked for. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataDir, resources, log } = options;
  const startedAt = performance.now();
  const listeners = new Set<EventListener>();
  const store = openDatabase(dataDir, { log });
  const kernels = await createKernels({ resources });
  const sets = createVectorSets({ store, kernels, resources, onChange: () => tellSets(listeners) });
  const encoders = createEncoders({ shippedDir: resources.shippedDir, dataDir, store, log });
  const files = createFileHandles();
  const wordNet = openWordNet(resources.wordnetDir);
  const contexts = createContexts({
    store,
    kernels,
    sets,
    encoders,
    wordNet,
    shippedDir: resources.shippedDir,
    log,
  });
  const startupMs = performance.now() - startedAt;

  const setHandlers = createSetHandlers(sets, files);
  const encoderHandlers = createEncoderHandlers({
    encoders,
    additionsOf: (name) => contexts.additionsOf(name),
  });
  const handlers: Handlers = {
    'app.info': () => ({
      version: resources.version,
      dataDir,
      startupMs,
      databaseSetAside: store.setAside,
    }),
    ...createSettingsHandlers(store),
    ...createFileHandlers(files),
    ...setHandlers,
    ...createVectorHandlers(sets, resources),
    ...createProjectionHandlers({ sets, store }),
    ...encoderHandlers,
    ...contexts.handlers,
    // A command has one look at the sets, so it waits for the twins among them.
    'sets.list': async (input, context) => {
      if (context.caller === 'command-line') await contexts.publishTwins();
      return setHandlers['sets.list'](input, context);
    },
    // The page has opened the encoders by now, so that this costs its start nothing; an event tells of the new set.
    'encoders.list': async (input, context) => {
      const infos = await encoderHandlers['encoders.list'](input, context);
      void contexts.publishTwins().catch((error: unknown) => log(`twins: ${String(error)}`));
      return infos;
    },
  };

  return {
    router: createRouter(handlers),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: async () => {
      listeners.clear();
      contexts.dispose();
      await encoders.dispose();
      await sets.dispose();
      await files.dispose();
      await kernels.dispose();
      wordNet.dispose();
      store.close();
    },
  };
}

function tellSets(listeners: ReadonlySet<EventListener>): void {
  for (const listener of [...listeners]) listener('sets', {});
}
