import { describe, expect, it } from 'vitest';
import type { SetInfo } from '../../../src/shared/domain.ts';
import { createClient } from '../../../src/shared/rpc/client.ts';
import { createMemoryPortPair } from '../../../src/shared/rpc/memory-port.ts';
import type { ClientMessage, ServerMessage } from '../../../src/shared/rpc/messages.ts';
import { createRouter, type CallContext, type Handlers } from '../../../src/shared/rpc/router.ts';
import { serve } from '../../../src/shared/rpc/serve.ts';
import { watchFirstStart } from '../../../src/main/hosts/watch-first-start.ts';

const ready: SetInfo = { set: 'glove', words: 3, dimensions: 2, source: '', state: 'ready' };

/** A core whose `sets.ensure` is finished by the test. */
function createSetup() {
  const calls: { readonly context: CallContext; readonly finish: () => void }[] = [];
  const asked: (() => void)[] = [];
  const handlers: Partial<Handlers> = {
    'sets.ensure': (_input, context) =>
      new Promise((resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(context.signal.reason as Error));
        calls.push({ context, finish: () => resolve(ready) });
        asked.shift()?.();
      }),
  };
  const router = createRouter(handlers as Handlers); // only this one is called
  const seen: string[] = [];
  const core = watchFirstStart(
    {
      connect: (caller) => {
        const [port, served] = createMemoryPortPair<ClientMessage, ServerMessage>();
        serve(served, router, { caller });
        return port;
      },
    },
    {
      onProgress: ({ done }) => void seen.push(`progress ${done}`),
      onDone: (failure) => void seen.push(failure === undefined ? 'done' : `failed: ${failure}`),
    },
  );
  const nextCall = (): Promise<void> => new Promise((resolve) => asked.push(resolve));
  return { calls, core, seen, nextCall };
}

describe('the first start, seen from the terminal', () => {
  it('begins before any page is there', async () => {
    const { calls, seen, nextCall } = createSetup();
    await nextCall();
    calls[0]?.context.report({ phase: 'import', done: 1, total: 2 });
    calls[0]?.finish();
    await expect.poll(() => seen).toEqual(['progress 1', 'done']);
  });

  it('is taken over by the page that asks for it, which can then cancel it', async () => {
    const { calls, core, seen, nextCall } = createSetup();
    await nextCall();
    const page = createClient(core.connect('page'));
    const controller = new AbortController();
    const call = page.call('sets.ensure', {}, { signal: controller.signal });
    await nextCall();
    await expect.poll(() => calls[0]?.context.signal.aborted).toBe(true);
    expect(calls[1]?.context.signal.aborted).toBe(false);
    calls[1]?.context.report({ phase: 'import', done: 1, total: 2 });
    await expect.poll(() => seen).toEqual(['progress 1']);
    controller.abort();
    await expect(call).rejects.toThrow('canceled');
    await expect.poll(() => calls[1]?.context.signal.aborted).toBe(true);
    expect(seen).toEqual(['progress 1', 'failed: canceled']);
  });
});
