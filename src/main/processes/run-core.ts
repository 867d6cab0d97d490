import type { Dispose } from '../../shared/dispose.ts';
import { toWireError } from '../../shared/errors.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { CoreMessage, HostMessage } from './link.ts';
import { serveChannels, type Services } from './serve-channels.ts';
import { createTrackedRouter, type TrackedRouter } from './tracked-router.ts';

export interface RunnableCore extends Services {
  readonly dispose: () => Promise<void>;
}

/** Services that can be served while they start: calls wait for them, or fail with the reason why they could not start. */
function servicesOf(starting: Promise<Services>): Services & { readonly router: TrackedRouter } {
  return {
    router: createTrackedRouter(async (name, input, context) =>
      (await starting).router.handle(name, input, context),
    ),
    subscribe: (listener) => {
      let isStopped = false;
      let stop: Dispose | undefined;
      const begin = (services: Services): void => {
        if (!isStopped) stop = services.subscribe(listener);
      };
      starting.then(begin, () => undefined); // the calls tell why
      return () => {
        isStopped = true;
        stop?.();
      };
    },
  };
}

/** Resolves when the host asks for the end, or is gone. */
function endOf(host: Port<CoreMessage, HostMessage>): Promise<void> {
  return new Promise((resolve) => {
    host.onClose(() => resolve());
    host.onMessage((message) => {
      if (message.kind === 'shutdown') resolve();
    });
  });
}

/**
 * The life of a core process: starts the core, serves the host's channels, and closes the core when it is time.
 * Resolves with the exit status, when nothing is left to do.
 */
export async function runCore(
  host: Port<CoreMessage, HostMessage>,
  start: () => Promise<RunnableCore>,
  log: (line: string) => void,
): Promise<number> {
  const ended = endOf(host);
  const starting = start();
  const services = servicesOf(starting);
  const stopServing = serveChannels(host, services, log);
  let core: RunnableCore;
  try {
    core = await starting;
  } catch (error) {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    host.post({ kind: 'failed', error: toWireError(error) });
    return 1;
  }
  host.post({ kind: 'ready' });
  await ended;
  stopServing();
  await services.router.idle();
  await core.dispose();
  return 0;
}
