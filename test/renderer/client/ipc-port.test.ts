import { describe, expect, it } from 'vitest';
import { createIpcPort } from '../../../src/renderer/client/ipc-port.ts';
import type { ServerMessage } from '../../../src/shared/rpc/messages.ts';

/** A preload's bridge in memory. */
function createBridge(refusal?: Error) {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const posted: unknown[] = [];
  return {
    posted,
    listening: () => [...listeners.values()].reduce((count, group) => count + group.size, 0),
    emit: (name: string, payload: unknown) => listeners.get(name)?.forEach((listener) => listener(payload)),
    call: (name: string, input: unknown) => {
      posted.push([name, input]);
      return refusal ? Promise.reject(refusal) : Promise.resolve();
    },
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      const group = listeners.get(name) ?? new Set();
      listeners.set(name, group.add(listener));
      return () => void group.delete(listener);
    },
  };
}

describe('the port over the preload', () => {
  it('carries messages both ways by their kind', () => {
    const bridge = createBridge();
    const port = createIpcPort(bridge);
    const heard: ServerMessage[] = [];
    port.onMessage((message) => heard.push(message));
    const call = { kind: 'call', id: 1, name: 'app.info', input: {} } as const;
    port.post(call);
    bridge.emit('message', { kind: 'answer', id: 1, output: 7 });
    expect(bridge.posted).toEqual([['call', call]]);
    expect(heard).toEqual([{ kind: 'answer', id: 1, output: 7 }]);
  });

  it('ends once, with the reason, when the core is gone', () => {
    const bridge = createBridge();
    const port = createIpcPort(bridge);
    const reasons: string[] = [];
    port.onClose((reason) => reasons.push(reason));
    bridge.emit('closed', 'killed');
    bridge.emit('closed', 'again');
    port.post({ kind: 'cancel', id: 1 });
    expect(reasons).toEqual(['killed']);
    expect(bridge.posted).toEqual([]);
  });

  it('ends when a message is refused', async () => {
    const port = createIpcPort(createBridge(new Error('foreign sender')));
    const reason = new Promise<string>((resolve) => port.onClose(resolve));
    port.post({ kind: 'cancel', id: 1 });
    expect(await reason).toBe('foreign sender');
  });

  it('listens no more once closed', () => {
    const bridge = createBridge();
    const port = createIpcPort(bridge);
    port.close();
    expect(bridge.listening()).toBe(0);
  });
});
