import type { Progress } from '../../shared/progress.ts';
import type { AppError } from '../../shared/errors.ts';
import { createClient } from '../../shared/rpc/client.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { CoreSupervisor } from '../processes/core-supervisor.ts';

export interface FirstStartWatcher {
  readonly onProgress: (progress: Progress) => void;
  /** The built-in vectors are usable, or they are not, with the reason; a page then shows it too. */
  readonly onDone: (failure?: string) => void;
}

type Connect = Pick<CoreSupervisor, 'connect'>;

/** Watches a page's own `sets.ensure` as it passes. */
function watchPort(
  port: Port<ClientMessage, ServerMessage>,
  watcher: FirstStartWatcher & { readonly onAsked: () => void },
): Port<ClientMessage, ServerMessage> {
  const asked = new Set<number>();
  const settle = (id: number, failure?: string): void => {
    if (asked.delete(id)) watcher.onDone(failure);
  };
  port.onMessage((message) => {
    if (message.kind === 'event' || !asked.has(message.id)) return;
    if (message.kind === 'progress') watcher.onProgress(message.progress);
    else settle(message.id, message.kind === 'error' ? message.error.message : undefined);
  });
  return {
    ...port,
    post: (message) => {
      port.post(message);
      if (message.kind === 'cancel') settle(message.id, 'canceled');
      else if (message.name === 'sets.ensure') {
        asked.add(message.id);
        watcher.onAsked();
      }
    },
  };
}

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
      return caller === 'page' ? watchPort(port, { ...watcher, onAsked: stopOwn }) : port;
    },
  };
}
