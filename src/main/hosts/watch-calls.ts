import type { ProcedureName } from '../../shared/contract.ts';
import type { Progress } from '../../shared/progress.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';

export interface CallWatcher {
  readonly onAsked: () => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onDone: (failure?: string) => void;
}

/** A port to the core that tells how a page's calls of one procedure go, as they pass. */
export function watchCalls(
  port: Port<ClientMessage, ServerMessage>,
  name: ProcedureName,
  watcher: CallWatcher,
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
      else if (message.name === name) {
        asked.add(message.id);
        watcher.onAsked();
      }
    },
  };
}
