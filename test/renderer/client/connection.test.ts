import { describe, expect, it } from 'vitest';
import {
  createConnection,
  type Connection,
  type ConnectionState,
} from '../../../src/renderer/client/connection.ts';
import { createMemoryPortPair } from '../../../src/shared/rpc/memory-port.ts';
import type { ClientMessage, ServerMessage } from '../../../src/shared/rpc/messages.ts';
import type { Port } from '../../../src/shared/rpc/port.ts';

type CoreEnd = Port<ServerMessage, ClientMessage>;

/** A far end that answers `app.info` and whatever the test says; each opening is one more end. */
function createFarEnd(answer: (name: string, end: CoreEnd) => unknown) {
  const ends: CoreEnd[] = [];
  const calls: string[] = [];
  let refusals = 0;
  return {
    ends,
    calls,
    refuse: (count: number) => (refusals = count),
    openPort: () => {
      if (refusals-- > 0) return Promise.reject(new Error('refused'));
      const [near, far] = createMemoryPortPair<ClientMessage, ServerMessage>();
      ends.push(far);
      far.onMessage((message) => {
        if (message.kind !== 'call') return;
        calls.push(message.name);
        const output = message.name === 'app.info' ? {} : answer(message.name, far);
        if (output !== undefined) far.post({ kind: 'answer', id: message.id, output });
      });
      return Promise.resolve(near);
    },
  };
}

function connect(far: ReturnType<typeof createFarEnd>, maxAttempts = 5) {
  const states: ConnectionState[] = [];
  const restored: number[] = [];
  const connection: Connection = createConnection({
    openPort: far.openPort,
    restore: () => Promise.resolve(void restored.push(far.ends.length)),
    onState: (state) => states.push(state),
    backoffMs: () => 1,
    maxAttempts,
  });
  const kinds = (): string[] => states.map(({ kind }) => kind);
  return { connection, kinds, states, restored };
}

const sets = [{ set: 'glove', words: 3, dimensions: 2, source: '', state: 'ready' }];

describe('the connection to the core', () => {
  it('holds calls until the core answers', async () => {
    const far = createFarEnd(() => sets);
    const { connection, kinds } = connect(far);
    expect(await connection.call('sets.list', {})).toEqual(sets);
    expect(kinds()).toEqual(['connecting', 'ready']);
    connection.dispose();
  });

  it('sends a call again that a broken connection took with it, after restoring', async () => {
    const far = createFarEnd((_, end) => {
      if (far.ends.length > 1) return sets;
      end.close();
      return undefined;
    });
    const { connection, kinds, restored } = connect(far);
    expect(await connection.call('sets.list', {})).toEqual(sets);
    expect(kinds()).toEqual(['connecting', 'ready', 'unreachable', 'ready']);
    expect(restored).toEqual([2]);
    connection.dispose();
  });

  it('does not send a call for ever that kills the core each time', async () => {
    const far = createFarEnd((_, end) => void end.close());
    const { connection } = connect(far);
    await expect(connection.call('sets.list', {})).rejects.toMatchObject({ code: 'disconnected' });
    expect(far.calls.filter((name) => name === 'sets.list')).toHaveLength(2);
    connection.dispose();
  });

  it('waits out a restart that the host announces, on the same port', async () => {
    const far = createFarEnd(() => sets);
    const { connection, kinds, restored } = connect(far);
    await connection.call('sets.list', {});
    far.ends[0]?.post({ kind: 'event', name: 'core', payload: { state: 'restarting', reason: 'killed' } });
    await expect.poll(kinds).toContain('reconnecting');
    const answer = connection.call('sets.list', {});
    far.ends[0]?.post({ kind: 'event', name: 'core', payload: { state: 'ready' } });
    expect(await answer).toEqual(sets);
    expect(restored).toEqual([1]);
    connection.dispose();
  });

  it('passes events on, also after it was opened again', async () => {
    const far = createFarEnd(() => sets);
    const { connection } = connect(far);
    let changes = 0;
    const stop = connection.subscribe('sets', () => changes++);
    await connection.call('sets.list', {});
    far.ends[0]?.close();
    await expect.poll(() => far.ends.length).toBe(2);
    await connection.call('sets.list', {});
    far.ends[1]?.post({ kind: 'event', name: 'sets', payload: {} });
    await expect.poll(() => changes).toBe(1);
    stop();
    far.ends[1]?.post({ kind: 'event', name: 'sets', payload: {} });
    await connection.call('sets.list', {});
    expect(changes).toBe(1);
    connection.dispose();
  });

  it('gives up after some tries, fails what waits, and can be tried again', async () => {
    const far = createFarEnd(() => sets);
    far.refuse(3);
    const { connection, kinds } = connect(far, 2);
    await expect(connection.call('sets.list', {})).rejects.toMatchObject({ code: 'disconnected' });
    expect(kinds().at(-1)).toBe('failed');
    connection.retry();
    expect(await connection.call('sets.list', {})).toEqual(sets);
    connection.dispose();
  });

  it('says why the core does not come up', async () => {
    const [near, end] = createMemoryPortPair<ClientMessage, ServerMessage>();
    end.onMessage((message) =>
      end.post({ kind: 'error', id: message.id, error: { code: 'database-damaged', message: 'page 3' } }),
    );
    const states: ConnectionState[] = [];
    const connection = createConnection({
      openPort: () => Promise.resolve(near),
      restore: () => Promise.resolve(),
      onState: (state) => states.push(state),
    });
    await expect(connection.call('sets.list', {})).rejects.toMatchObject({ code: 'database-damaged' });
    expect(states.at(-1)).toMatchObject({ kind: 'failed', error: { code: 'database-damaged' } });
    connection.dispose();
  });

  it('lets a waiting call be canceled', async () => {
    const connection = createConnection({
      openPort: () => new Promise(() => undefined),
      restore: () => Promise.resolve(),
      onState: () => undefined,
    });
    const controller = new AbortController();
    const call = connection.call('sets.list', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'canceled' });
    connection.dispose();
  });
});
