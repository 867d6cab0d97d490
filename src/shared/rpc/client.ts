import type { Dispose } from '../dispose.ts';
import { AppError, fromWireError, type ErrorCode } from '../errors.ts';
import type { ReportProgress } from '../progress.ts';
import type { CallerInput, CallName, EventName, EventPayload, ProcedureOutput } from '../contract.ts';
import type { ClientMessage, ServerMessage } from './messages.ts';
import type { Port } from './port.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: ReportProgress;
  /** A newer call with the same key cancels the older one, which then fails with `superseded`. */
  readonly supersedes?: string;
}

export interface Client {
  call<N extends CallName>(
    name: N,
    input: CallerInput<N>,
    options?: CallOptions,
  ): Promise<ProcedureOutput<N>>;
  subscribe<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): Dispose;
  dispose: Dispose;
}

interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: AppError) => void;
  readonly onProgress: ReportProgress | undefined;
}

/**
 * A typed caller over any port. Every call settles: with its answer, its error, `canceled`, `superseded`, or
 * `closedCode` (default `process-exited`) when the port closes first.
 */
export function createClient(
  port: Port<ClientMessage, ServerMessage>,
  closedCode: ErrorCode = 'process-exited',
): Client {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const newestByKey = new Map<string, AbortController>();
  let nextId = 1;
  let closedReason: string | undefined;

  const stopMessages = port.onMessage((message) => {
    if (message.kind === 'event') {
      for (const listener of [...(listeners.get(message.name) ?? [])]) listener(message.payload as never);
      return;
    }
    const call = pending.get(message.id);
    if (!call) return; // settled before: canceled or superseded
    if (message.kind === 'progress') {
      call.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.kind === 'answer') call.resolve(message.output);
    else call.reject(fromWireError(message.error));
  });

  const stopClose = port.onClose((reason) => {
    closedReason = reason;
    for (const call of pending.values()) call.reject(new AppError(closedCode, reason));
    pending.clear();
  });

  function start(
    name: string,
    input: unknown,
    onProgress?: ReportProgress,
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (closedReason !== undefined) return Promise.reject(new AppError(closedCode, closedReason));
    if (signal?.aborted) return Promise.reject(abortError(signal));
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        if (!pending.delete(id)) return;
        port.post({ kind: 'cancel', id });
        reject(abortError(signal));
      };
      const done = (): void => signal?.removeEventListener('abort', onAbort);
      pending.set(id, {
        resolve: (output) => (done(), resolve(output)),
        reject: (error) => (done(), reject(error)),
        onProgress,
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      port.post({ kind: 'call', id, name, input });
    });
  }

  return {
    call: async (name, input, options = {}) => {
      const key = options.supersedes;
      if (key === undefined) {
        return (await start(name, input, options.onProgress, options.signal)) as ProcedureOutput<typeof name>;
      }
      newestByKey.get(key)?.abort(new AppError('superseded', `${name}: a newer request took its place`));
      const controller = new AbortController();
      newestByKey.set(key, controller);
      // Not AbortSignal.any: the Chrome of the oldest Electron that the app runs in does not have it.
      const follow = (): void => controller.abort(options.signal?.reason);
      if (options.signal?.aborted) follow();
      options.signal?.addEventListener('abort', follow, { once: true });
      try {
        return (await start(name, input, options.onProgress, controller.signal)) as ProcedureOutput<
          typeof name
        >;
      } finally {
        options.signal?.removeEventListener('abort', follow);
        if (newestByKey.get(key) === controller) newestByKey.delete(key);
      }
    },
    subscribe: (name, listener) => {
      const group = listeners.get(name) ?? new Set();
      listeners.set(name, group);
      group.add(listener);
      return () => group.delete(listener);
    },
    dispose: () => {
      stopMessages();
      stopClose();
      port.close();
      closedReason ??= 'closed';
      for (const call of pending.values()) call.reject(new AppError(closedCode, closedReason));
      pending.clear();
    },
  };
}

function abortError(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  return reason instanceof AppError ? reason : new AppError('canceled', 'canceled');
}
