import type { Progress } from '../../shared/progress.ts';
import type { AppError } from '../../shared/errors.ts';
import { createClient } from '../../shared/rpc/client.ts';
import type { CoreSupervisor } from '../processes/core-supervisor.ts';
import { watchCalls } from './watch-calls.ts';

export interface FirstStartWatcher {
  readonly onProgress: (progress: Progress) => void;
  /** The built-in vectors are usable, or they are not, with the reason; a page then shows it too. */
  readonly onDone: (failure?: string) => void;
}

type Connect = Pick<CoreSupervisor, 'connect'>;

/**
 * Makes the built-in vectors usable from the start on, and shows how far it is. The first page that asks for them takes over,
 * so that a person can cancel the import there. Pages are to be connected by the result.
 */
export function watchFirstStart(core: Connect, watcher: FirstStartWatcher): Connect {
  const client = createClient(core.connect('command-line'));
  const ownCall = new AbortController();
  const stopOwn = (): void => ownCall.abort();
  client
    .call('sets.ensure', {}, { signal: ownCall.signal, onProgress: watcher.onProgress })
    .then(
      () => watcher.onDone(),
      (error: AppError) => {
        if (!ownCall.signal.aborted) watcher.onDone(error.message);
      },
    )
    .finally(() => client.dispose());
  return {
    connect: (caller) => {
      const port = core.connect(caller);
      return caller === 'page' ? watchCalls(port, 'sets.ensure', { ...watcher, onAsked: stopOwn }) : port;
    },
  };
}
