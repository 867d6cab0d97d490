import type {
  CallerInput,
  CallName,
  EventName,
  EventPayload,
  ProcedureOutput,
} from '../../shared/contract.ts';
import { AppError, hasCode } from '../../shared/errors.ts';
import { createClient, type CallOptions, type Client } from '../../shared/rpc/client.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { createGate } from './gate.ts';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  /** The core died; its host starts it again. */
  | { readonly kind: 'reconnecting'; readonly reason: string }
  /** The way to the core's host is broken: it may have ended. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: AppError };

export interface ConnectionOptions {
  readonly openPort: () => Promise<Port<ClientMessage, ServerMessage>>;
  /** What must be done after the core came back, before calls go on: e.g. ensure the vector set again. */
  readonly restore: (client: Client) => Promise<void>;
  readonly onState: (state: ConnectionState) => void;
  /** The wait before the n-th try to open the port again. */
  readonly backoffMs?: (attempt: number) => number;
  readonly maxAttempts?: number;
}

/** A client that outlives the core: calls wait while it is away, and those it broke off are sent again. */
export interface Connection extends Client {
  /** Tries again after `failed`. */
  retry(): void;
}

/** A call whose core died is sent again this often: a call that itself kills the core must not do so for ever. */
const maxResends = 1;

/** Whether the core died, or the way to it broke: the call may be sent again. */
const isGone = (error: unknown): boolean =>
  hasCode(error, 'process-exited') || hasCode(error, 'disconnected');

const defaultBackoffMs = (attempt: number): number => Math.min(250 * 2 ** attempt, 5000);

/** Opens the port, keeps it open, and says how it stands. All procedures the page calls may be sent twice. */
export function createConnection(options: ConnectionOptions): Connection {
  const { openPort, restore, onState, backoffMs = defaultBackoffMs, maxAttempts = 20 } = options;
  const gate = createGate<Client>();
  const listeners: Record<EventName, Set<(payload: never) => void>> = {
    core: new Set(),
    sets: new Set(),
    files: new Set(),
    menu: new Set(),
  };
  let current: Client | undefined;
  let admitted: Client | undefined;
  let wasReady = false;
  let isDisposed = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function lose(kind: 'reconnecting' | 'unreachable', reason: string): void {
    if (isDisposed) return;
    gate.shut();
    onState(wasReady ? { kind, reason } : { kind: 'connecting' });
  }

  function fail(error: AppError): void {
    gate.fail(error);
    onState({ kind: 'failed', error });
  }

  /** Opens the gate once the core behind this client answers. */
  async function admit(client: Client): Promise<void> {
    if (admitted === client) return;
    admitted = client;
    try {
      await client.call('app.info', {});
      if (wasReady) await restore(client);
    } catch (error) {
      if (current !== client || isGone(error)) return; // its closing, or the core's return, leads on
      fail(error instanceof AppError ? error : new AppError('internal', String(error)));
      return; // the core does not come up: its error says why
    } finally {
      if (admitted === client) admitted = undefined;
    }
    if (current !== client) return;
    attempt = 0;
    wasReady = true;
    onState({ kind: 'ready' });
    gate.open(client);
  }

  function onCore(client: Client, { state, reason = '' }: EventPayload<'core'>): void {
    if (current !== client) return;
    if (state === 'restarting') lose('reconnecting', reason);
    else if (state === 'failed') fail(new AppError('process-exited', reason));
    else if (!gate.isOpen()) void admit(client);
  }

  async function open(): Promise<void> {
    timer = undefined;
    let port: Port<ClientMessage, ServerMessage>;
    try {
      port = await openPort();
    } catch (error) {
      again(error instanceof Error ? error.message : String(error));
      return;
    }
    if (isDisposed) {
      port.close();
      return;
    }
    const client = createClient(port, 'disconnected');
    current = client;
    port.onClose((reason) => {
      if (current !== client) return;
      current = undefined;
      again(reason);
    });
    client.subscribe('core', (payload) => onCore(client, payload));
    for (const name of Object.keys(listeners) as EventName[]) {
      client.subscribe(name, (payload) => listeners[name].forEach((listener) => listener(payload as never)));
    }
    void admit(client);
  }

  function again(reason: string): void {
    if (isDisposed) return;
    if (attempt >= maxAttempts) {
      fail(new AppError('disconnected', reason));
      return;
    }
    lose('unreachable', reason);
    timer ??= setTimeout(() => void open(), backoffMs(attempt++));
  }

  async function call<N extends CallName>(
    name: N,
    input: CallerInput<N>,
    callOptions: CallOptions = {},
  ): Promise<ProcedureOutput<N>> {
    for (let resends = 0; ; resends++) {
      const client = await gate.wait(callOptions.signal);
      try {
        return await client.call(name, input, callOptions);
      } catch (error) {
        if (!isGone(error) || resends >= maxResends || isDisposed) throw error;
        if (hasCode(error, 'process-exited')) gate.shut(); // the core's `ready` opens it again
        if (current === client && !gate.isOpen()) void admit(client);
      }
    }
  }

  onState({ kind: 'connecting' });
  void open();

  return {
    call,
    subscribe: (name, listener) => {
      listeners[name].add(listener);
      return () => listeners[name].delete(listener);
    },
    retry: () => {
      if (timer !== undefined || isDisposed) return;
      attempt = 0;
      current?.dispose();
      current = undefined;
      gate.shut();
      onState({ kind: 'connecting' });
      void open();
    },
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
      gate.fail(new AppError('disconnected', 'closed'));
      current?.dispose();
    },
  };
}
