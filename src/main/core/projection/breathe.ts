import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../../shared/errors.ts';

/** How long a computation may keep the core's thread from answering others. */
const sliceMs = 20;

/** Returns a function to call between steps of a long computation: it lets others run, and throws `canceled`. */
export function createBreather(signal?: AbortSignal): () => Promise<void> | undefined {
  let start = performance.now();
  return () => {
    throwIfAborted(signal);
    if (performance.now() - start < sliceMs) return undefined;
    return setImmediate().then(() => {
      start = performance.now();
    });
  };
}
