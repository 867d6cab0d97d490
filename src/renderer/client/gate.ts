import { AppError } from '../../shared/errors.ts';

/** A value that comes and goes; who needs it waits at the gate. */
export interface Gate<T> {
  isOpen(): boolean;
  open(value: T): void;
  /** Who comes now waits. */
  shut(): void;
  /** Who waits, and who comes until it opens or is shut again, gets this error. */
  fail(error: AppError): void;
  /** The value, at once or when it comes. Rejects with the signal's reason when that is aborted first. */
  wait(signal?: AbortSignal): Promise<T>;
}

interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function createGate<T>(): Gate<T> {
  const waiters = new Set<Waiter<T>>();
  let state: { kind: 'open'; value: T } | { kind: 'shut' } | { kind: 'failed'; error: AppError } = {
    kind: 'shut',
  };

  function release(settle: (waiter: Waiter<T>) => void): void {
    const all = [...waiters];
    waiters.clear();
    all.forEach(settle);
  }

  return {
    isOpen: () => state.kind === 'open',
    open: (value) => {
      state = { kind: 'open', value };
      release((waiter) => waiter.resolve(value));
    },
    shut: () => {
      state = { kind: 'shut' };
    },
    fail: (error) => {
      state = { kind: 'failed', error };
      release((waiter) => waiter.reject(error));
    },
    wait: (signal) => {
      if (state.kind === 'open') return Promise.resolve(state.value);
      if (state.kind === 'failed') return Promise.reject(state.error);
      return new Promise<T>((resolve, reject) => {
        const onAbort = (): void => {
          waiters.delete(waiter);
          reject(reasonOf(signal));
        };
        const done = (): void => signal?.removeEventListener('abort', onAbort);
        const waiter: Waiter<T> = {
          resolve: (value) => (done(), resolve(value)),
          reject: (error) => (done(), reject(error)),
        };
        if (signal?.aborted) return void reject(reasonOf(signal));
        signal?.addEventListener('abort', onAbort, { once: true });
        waiters.add(waiter);
      });
    },
  };
}

function reasonOf(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  return reason instanceof AppError ? reason : new AppError('canceled', 'canceled');
}
