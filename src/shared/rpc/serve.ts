import type { Dispose } from '../dispose.ts';
import { AppError, toWireError } from '../errors.ts';
import type { ClientMessage, ServerMessage } from './messages.ts';
import { parseClientMessage } from './messages.ts';
import type { Port } from './port.ts';
import type { Caller, Router } from './router.ts';

export interface ServeOptions {
  readonly caller: Caller;
  /** Told about every error that is not one of the expected codes, with its stack; for the log. */
  readonly onInternalError?: (name: string, error: unknown) => void;
}

/** Serves a router over one port: each call is answered exactly once; closing the port cancels what runs. */
export function serve(
  port: Port<ServerMessage, ClientMessage>,
  router: Router,
  options: ServeOptions,
): Dispose {
  const running = new Map<number, AbortController>();

  async function run(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const output = await router.handle(name, input, {
        signal: controller.signal,
        caller: options.caller,
        report: (progress) => {
          if (running.get(id) === controller) port.post({ kind: 'progress', id, progress });
        },
      });
      settle(id, controller, { kind: 'answer', id, output });
    } catch (error) {
      const wire = toWireError(error);
      if (wire.code === 'internal') options.onInternalError?.(name, error);
      settle(id, controller, { kind: 'error', id, error: wire });
    }
  }

  function settle(id: number, controller: AbortController, message: ServerMessage): void {
    if (running.get(id) !== controller) return;
    running.delete(id);
    port.post(message);
  }

  function cancel(id: number): void {
    running.get(id)?.abort(new AppError('canceled', 'canceled'));
  }

  const stopMessages = port.onMessage((value) => {
    const message = parseClientMessage(value);
    if (!message) return;
    if (message.kind === 'cancel') cancel(message.id);
    else if (!running.has(message.id)) void run(message.id, message.name, message.input);
  });

  const stop = (): void => {
    stopMessages();
    stopClose();
    for (const controller of running.values())
      controller.abort(new AppError('canceled', 'the caller is gone'));
    running.clear();
  };
  const stopClose = port.onClose(stop);
  return stop;
}
