import { AppError } from '../../../../shared/errors.ts';
import type { Progress, ReportProgress } from '../../../../shared/progress.ts';

export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** One piece of work that several callers wait for. */
export interface SharedJob<T> {
  /** Waits with the others. Fails with `canceled` when `signal` is aborted; the work goes on while anyone waits. */
  join(options?: JobOptions): Promise<T>;
  /** Everyone has canceled: the work is being stopped, and nobody may join any more. */
  isAbandoned(): boolean;
}

/**
 * Starts `work` at once. Its progress goes to everyone who waits; its signal is aborted when the last of them has
 * canceled.
 */
export function createSharedJob<T>(
  work: (signal: AbortSignal, report: ReportProgress) => Promise<T>,
): SharedJob<T> {
  const controller = new AbortController();
  const listeners = new Set<{ readonly report: ReportProgress | undefined }>();
  let latest: Progress | undefined;
  const result = work(controller.signal, (progress) => {
    latest = progress;
    for (const listener of listeners) listener.report?.(progress);
  });
  result.catch(() => undefined); // each of those who wait gets the error

  return {
    isAbandoned: () => controller.signal.aborted,
    join: ({ signal, report } = {}) => {
      const listener = { report };
      const canceled = (): AppError =>
        signal?.reason instanceof AppError ? signal.reason : new AppError('canceled', 'canceled');
      if (signal?.aborted) {
        if (listeners.size === 0) controller.abort(canceled());
        return Promise.reject(canceled());
      }
      listeners.add(listener);
      if (latest) report?.(latest);
      return new Promise<T>((resolve, reject) => {
        const leave = (): void => {
          listeners.delete(listener);
          signal?.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          leave();
          if (listeners.size === 0) controller.abort(canceled());
          reject(canceled());
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        result.then(resolve, reject).finally(leave);
      });
    },
  };
}
