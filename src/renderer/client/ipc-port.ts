import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';

/** What the preload puts on `window.semascope`: two verbs, nothing else. */
export interface Bridge {
  call(name: string, input: unknown): Promise<unknown>;
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly semascope?: Bridge;
  }
}

/**
 * A port over the preload's bridge. The bridge outlives the core: `closed` says that the core is gone, and a port
 * that was told so, or could not post, is over; a new one is made to try again.
 */
export function createIpcPort(bridge: Bridge): Port<ClientMessage, ServerMessage> {
  const closeListeners = new Set<(reason: string) => void>();
  let isOpen = true;

  function end(reason: string): void {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of [...closeListeners]) listener(reason);
  }

  const stopClosed = bridge.subscribe('closed', (reason) => {
    stopClosed();
    end(typeof reason === 'string' ? reason : 'the core is gone');
  });

  return {
    post: (message) => {
      if (!isOpen) return;
      bridge.call(message.kind, message).catch((error: unknown) => {
        end(error instanceof Error ? error.message : String(error));
      });
    },
    // The preload passes on only what the trusted host sent, so its messages have this form.
    onMessage: (listener) =>
      bridge.subscribe('message', (message) => {
        if (isOpen) listener(message as ServerMessage);
      }),
    onClose: (listener) => {
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close: () => {
      isOpen = false;
      stopClosed();
    },
  };
}
