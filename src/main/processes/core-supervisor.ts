import type { EventPayload } from '../../shared/contract.ts';
import type { WireError } from '../../shared/errors.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { Caller } from '../../shared/rpc/router.ts';
import { createCallerChannel, type CallerChannel } from './caller-channel.ts';
import type { CoreProcess, StartCore } from './core-process.ts';
import type { CoreMessage } from './link.ts';

/** A core that hosts can rely on: it is restarted when it crashes, and each call to it settles. */
export interface CoreSupervisor {
  /** A port for one caller. It stays open over restarts; closing it cancels what its calls run. */
  connect(caller: Caller): Port<ClientMessage, ServerMessage>;
  /** The pid of the running core, for diagnosis. */
  pid(): number | undefined;
  /** Asks the core to close its database and exit; ends it when it does not. */
  dispose(): Promise<void>;
}

export interface SupervisorOptions {
  readonly start: StartCore;
  readonly log: (line: string) => void;
  /** The wait before the start that follows the n-th crash in a row. */
  readonly backoffMs?: (crashes: number) => number;
  /** So many crashes in a row, and it is given up until somebody calls again. */
  readonly maxCrashes?: number;
  /** A core that worked for so long begins a new row. */
  readonly steadyMs?: number;
  /** How long the core may take to close. */
  readonly graceMs?: number;
}

type State =
  | { readonly kind: 'running'; readonly process: CoreProcess; readonly since: number }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'failed' }
  | { readonly kind: 'stopped' };

const defaultBackoffMs = (crashes: number): number => 50 * 2 ** crashes;

/** Starts the core at once and keeps it running. */
export function createCoreSupervisor(options: SupervisorOptions): CoreSupervisor {
  const { start, log, backoffMs = defaultBackoffMs } = options;
  const { maxCrashes = 5, steadyMs = 10_000, graceMs = 5000 } = options;
  const channels = new Map<number, { readonly channel: CallerChannel; readonly caller: Caller }>();
  let nextChannel = 1;
  let crashes = 0;
  let startError: WireError | undefined;
  let state: State = launch();

  function announce(payload: EventPayload<'core'>): void {
    for (const { channel } of channels.values()) channel.deliver({ kind: 'event', name: 'core', payload });
  }

  function attach(id: number, process: CoreProcess): void {
    const entry = channels.get(id);
    if (!entry) return;
    process.port.post({ kind: 'open', channel: id, caller: entry.caller });
    entry.channel.attach((message) => process.port.post({ kind: 'to-core', channel: id, message }));
  }

  function receive(message: CoreMessage): void {
    if (message.kind === 'to-caller') channels.get(message.channel)?.channel.deliver(message.message);
    else if (message.kind === 'ready') announce({ state: 'ready' });
    else startError = message.error;
  }

  function launch(): State {
    startError = undefined;
    const process = start();
    process.port.onMessage(receive);
    process.port.onClose((reason) => onExit(process, reason));
    for (const id of channels.keys()) attach(id, process);
    return { kind: 'running', process, since: performance.now() };
  }

  function onExit(process: CoreProcess, reason: string): void {
    if (state.kind !== 'running' || state.process !== process) return;
    log(`${reason}${startError ? `: ${startError.message}` : ''}`);
    crashes = performance.now() - state.since > steadyMs ? 1 : crashes + 1;
    const isGivenUp = startError !== undefined || crashes >= maxCrashes;
    state = isGivenUp
      ? { kind: 'failed' }
      : { kind: 'waiting', timer: setTimeout(() => (state = launch()), backoffMs(crashes)) };
    announce({
      state: isGivenUp ? 'failed' : 'restarting',
      reason: startError?.message ?? reason,
    });
    const error = startError ?? { code: 'process-exited', message: reason };
    for (const { channel } of channels.values()) channel.detach(error);
  }

  /** After a failure each new call is one more try: the user may have mended what was wrong. */
  function tryAgain(): void {
    if (state.kind === 'failed') state = launch();
  }

  function close(id: number): void {
    channels.delete(id);
    if (state.kind === 'running') state.process.port.post({ kind: 'close', channel: id });
  }

  function connect(caller: Caller): Port<ClientMessage, ServerMessage> {
    const id = nextChannel++;
    const channel = createCallerChannel({ onWaiting: tryAgain, onClose: () => close(id) });
    channels.set(id, { channel, caller });
    if (state.kind === 'running') attach(id, state.process);
    if (state.kind === 'stopped') channel.closed('the app is closing');
    return channel.port;
  }

  async function dispose(): Promise<void> {
    const last = state;
    state = { kind: 'stopped' };
    for (const { channel } of channels.values()) {
      channel.detach({ code: 'process-exited', message: 'the app is closing' });
      channel.closed('the app is closing');
    }
    channels.clear();
    if (last.kind === 'waiting') clearTimeout(last.timer);
    if (last.kind === 'running') await end(last.process, graceMs);
  }

  return { connect, pid: () => (state.kind === 'running' ? state.process.pid : undefined), dispose };
}

function end(process: CoreProcess, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => process.kill(), graceMs);
    process.port.onClose(() => {
      clearTimeout(timer);
      resolve();
    });
    process.port.post({ kind: 'shutdown' });
  });
}
