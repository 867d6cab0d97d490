import type { CoreOptions } from '../../core/options.ts';
import { createCore } from '../../core/create-core.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPortPair } from '../../../shared/rpc/memory-port.ts';
import type { ClientMessage, ServerMessage } from '../../../shared/rpc/messages.ts';
import type { Router } from '../../../shared/rpc/router.ts';
import { serve } from '../../../shared/rpc/serve.ts';

export interface OpenCore {
  readonly client: Client;
  /** Where a damaged database was put; null if all was well. */
  readonly databaseSetAside: string | null;
  /** Cancels what runs, waits until it has cleaned up, then closes the core. */
  readonly close: () => Promise<void>;
}

/** Remembers the calls that run: a canceled one answers at once but still has to clean up behind itself. */
function tracked(router: Router): { router: Router; idle: () => Promise<unknown> } {
  const running = new Set<Promise<unknown>>();
  return {
    router: {
      handle: (name, input, context) => {
        const call = router.handle(name, input, context);
        const settled: Promise<unknown> = call.catch(() => undefined).then(() => running.delete(settled));
        running.add(settled);
        return call;
      },
    },
    idle: () => Promise.all(running),
  };
}

/** A core in this process, with a client that may do what only the command line may. */
export async function openCore(options: CoreOptions): Promise<OpenCore> {
  const core = await createCore(options);
  const { router, idle } = tracked(core.router);
  const [clientPort, serverPort] = createMemoryPortPair<ClientMessage, ServerMessage>();
  const stopServing = serve(serverPort, router, {
    caller: 'command-line',
    onInternalError: (name, error) =>
      options.log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const client = createClient(clientPort);
  const { databaseSetAside } = await client.call('app.info', {});
  return {
    client,
    databaseSetAside,
    close: async () => {
      client.dispose();
      stopServing();
      await idle();
      await core.dispose();
    },
  };
}
