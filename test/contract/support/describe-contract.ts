import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventPayload, ProcedureName } from '../../../src/shared/contract.ts';
import { AppError, type ErrorCode } from '../../../src/shared/errors.ts';
import type { Progress } from '../../../src/shared/progress.ts';
import { createClient, type Client } from '../../../src/shared/rpc/client.ts';
import type { ClientMessage, ServerMessage } from '../../../src/shared/rpc/messages.ts';
import type { Port } from '../../../src/shared/rpc/port.ts';

/** One transport, with the test services at its other end. */
export interface Transport {
  /** A new page's port. */
  connect(): Promise<Port<ClientMessage, ServerMessage>>;
  dispose(): Promise<void>;
}

async function failure(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, found ${String(error)}`);
  return error;
}

async function failureCode(call: Promise<unknown>): Promise<ErrorCode> {
  return (await failure(call)).code;
}

/** Resolves with the first value that a callback gets. */
function firstOf<T>(): { readonly value: Promise<T>; readonly take: (value: T) => void } {
  let take: (value: T) => void = () => undefined;
  const value = new Promise<T>((resolve) => (take = resolve));
  return { value, take };
}

async function canceledCount(client: Client): Promise<number> {
  return (await client.call('sets.list', {}))[0]?.words ?? 0;
}

async function untilCanceledIs(client: Client, count: number): Promise<void> {
  while ((await canceledCount(client)) < count) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What every transport between a page and the core must do. */
export function describeContract(name: string, open: () => Promise<Transport>): void {
  describe(`the contract over ${name}`, () => {
    let transport: Transport;
    let client: Client;

    beforeAll(async () => {
      transport = await open();
      client = createClient(await transport.connect());
    });
    afterAll(async () => {
      client?.dispose();
      await transport?.dispose();
    });

    it('answers', async () => {
      const answer = await client.call('words.similarity', { a: 'bank', b: '銀行 🏦' });
      expect(answer).toEqual({
        a: 'bank',
        b: '銀行 🏦',
        set: 'glove-6b-100d',
        similarity: 0.4,
        fromSubwords: [],
      });
    });

    it('answers many calls at once, each its own, in whatever order they finish', async () => {
      const words = ['slow', 'a', 'abc', 'slow', 'abcdef'];
      const answers = await Promise.all(words.map((a) => client.call('words.similarity', { a, b: 'x' })));
      expect(answers.map((answer) => answer.a)).toEqual(words);
    });

    it('carries an error with its code, message and details', async () => {
      const error = await failure(client.call('words.neighbors', { expression: 'bnak' }));
      expect(error).toMatchObject({ code: 'unknown-word', message: 'not in this set: bnak' });
      expect(error.details).toEqual({ words: [{ word: 'bnak', suggestions: ['bank', '銀行'] }] });
    });

    it('tells a defect as internal, without its stack', async () => {
      const error = await failure(client.call('words.neighbors', { expression: 'crash' }));
      expect(error).toMatchObject({ code: 'internal', message: 'a defect', details: undefined });
      expect(error.stack).not.toContain('test-services');
    });

    it('refuses a procedure that is not in the contract', async () => {
      for (const foreign of ['words.steal', 'constructor', '__proto__', 'toString']) {
        expect(await failureCode(client.call(foreign as ProcedureName, {}))).toBe('unknown-procedure');
      }
    });

    it('refuses input that does not fit, and says where', async () => {
      const error = await failure(client.call('words.similarity', { a: 5, b: 'x' } as never));
      expect(error.code).toBe('invalid-input');
      expect(error.message).toMatch(/^words\.similarity: a: /);
      expect(await failureCode(client.call('map.finish', { key: 'k', positions: [1, 2] as never }))).toBe(
        'invalid-input',
      );
    });

    it('lets no page call what takes a path', async () => {
      const passwords = { path: '/etc/passwd', mode: 'read' } as const;
      expect(await failureCode(client.call('files.open', passwords))).toBe('not-allowed');
    });

    it('carries numbers as binary, both ways', async () => {
      const positions = Float32Array.from({ length: 30_000 }, (_, index) => index % 7);
      const sum = positions.reduce((total, value) => total + value, 0);
      const finished = await client.call('map.finish', { key: 'k', positions });
      expect(finished).toEqual({ trustworthiness: sum, sample: 30_000 });
      const { indices, distances } = await client.call('map.neighbors', { words: 10_000, neighbors: 15 });
      expect(indices).toBeInstanceOf(Uint32Array);
      expect(distances).toBeInstanceOf(Float32Array);
      expect([indices.length, indices[149_999], distances[149_999]]).toEqual([150_000, 149_999, 74_999.5]);
    });

    it('carries megabytes in one message', async () => {
      const { indices } = await client.call('map.neighbors', { words: 50_000, neighbors: 10 });
      expect([indices.length, indices.at(-1)]).toEqual([500_000, 499_999]);
    });

    it('reports progress in order, before the answer', async () => {
      const done: number[] = [];
      const onProgress = (progress: Progress): void => void done.push(progress.done);
      await client.call('map.neighbors', { words: 3, neighbors: 2 }, { onProgress });
      expect(done).toEqual([1, 2, 3]);
    });

    it('cancels a call on both sides', async () => {
      const before = await canceledCount(client);
      const controller = new AbortController();
      const begun = firstOf<Progress>();
      const call = client.call(
        'encoders.makeTwin',
        {},
        { signal: controller.signal, onProgress: begun.take },
      );
      await begun.value;
      controller.abort();
      expect(await failureCode(call)).toBe('canceled');
      await untilCanceledIs(client, before + 1);
    });

    it('supersedes an older request, and cancels what it ran', async () => {
      const before = await canceledCount(client);
      const begun = firstOf<Progress>();
      const older = client.call('encoders.makeTwin', {}, { supersedes: 'twin', onProgress: begun.take });
      await begun.value;
      const newer = client.call('words.similarity', { a: 'new', b: 'x' }, { supersedes: 'twin' });
      expect(await failureCode(older)).toBe('superseded');
      expect((await newer).a).toBe('new');
      await untilCanceledIs(client, before + 1);
    });

    it('cancels a superseding request by its own signal too', async () => {
      const controller = new AbortController();
      const begun = firstOf<Progress>();
      const options = { supersedes: 'twin', signal: controller.signal, onProgress: begun.take };
      const call = client.call('encoders.makeTwin', {}, options);
      await begun.value;
      controller.abort();
      expect(await failureCode(call)).toBe('canceled');
      expect(await failureCode(client.call('encoders.makeTwin', {}, options))).toBe('canceled');
    });

    it('sends events without being asked', async () => {
      const event = firstOf<EventPayload<'sets'>>();
      const stop = client.subscribe('sets', event.take);
      await client.call('sets.remove', { set: 'x' });
      expect(await event.value).toEqual({});
      stop();
    });

    it('settles what a dying core was doing, comes back, and says both', async () => {
      const states: EventPayload<'core'>['state'][] = [];
      const ready = firstOf<void>();
      const stop = client.subscribe('core', ({ state }) => {
        states.push(state);
        if (state === 'ready') ready.take();
      });
      const begun = firstOf<Progress>();
      const calls = [
        client.call('contexts.find', { word: 'x', text: 'x' }, { onProgress: begun.take }),
        client.call('encoders.makeTwin', {}),
      ];
      const codes = Promise.all(calls.map(failureCode));
      await begun.value;
      expect(await codes).toEqual(['process-exited', 'process-exited']);
      expect((await client.call('words.similarity', { a: 'again', b: 'x' })).a).toBe('again');
      await ready.value;
      expect(states).toEqual(['restarting', 'ready']);
      stop();
    });

    it('cancels what a page ran when the page goes', async () => {
      const before = await canceledCount(client);
      const port = await transport.connect();
      const other = createClient(port);
      const begun = firstOf<Progress>();
      const call = other.call('encoders.makeTwin', {}, { onProgress: begun.take });
      const code = failureCode(call);
      await begun.value;
      other.dispose();
      expect(await code).toBe('process-exited');
      await untilCanceledIs(client, before + 1);
    });
  });
}
