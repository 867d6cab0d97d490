import type { Router } from '../../shared/rpc/router.ts';

export interface TrackedRouter extends Router {
  /** Resolves when no call runs any more: a canceled one has answered, but still has to clean up behind itself. */
  idle(): Promise<void>;
}

/** A router that remembers the calls that run. */
export function createTrackedRouter(handle: Router['handle']): TrackedRouter {
  const running = new Set<Promise<unknown>>();
  return {
    handle: (name, input, context) => {
      const call = handle(name, input, context);
      running.add(call);
      const forget = (): void => void running.delete(call);
      call.then(forget, forget);
      return call;
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
