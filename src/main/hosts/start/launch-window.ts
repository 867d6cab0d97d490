import { spawn, type ChildProcess } from 'node:child_process';
import type { LaunchMessage } from './launch-message.ts';

export interface LaunchOptions {
  readonly electron: string;
  readonly root: string;
  readonly dataDir: string;
  /** Chromium refuses to be sandboxed as root on Linux. */
  readonly hasSandbox: boolean;
  /** A window that is not there by then will not come. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onMessage: (message: LaunchMessage) => void;
}

export type Launch =
  /** `closed` resolves when the window's process has ended. */
  | { readonly kind: 'opened'; readonly closed: Promise<void> }
  | { readonly kind: 'already-open' }
  | { readonly kind: 'failed'; readonly reason: string };

/** The line among Chromium's own that says what is missing, without its prefix; a general one if there is none. */
export function explainFailure(output: string, exit: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^\[[^\]]*\]\s*/, '').trim());
  const telling =
    /cannot open shared object|missing x server|platform failed|sandbox|no such file|not found/i;
  const line = lines.find((candidate) => telling.test(candidate));
  return line ? `Electron did not start: ${line.slice(0, 160)}` : `Electron did not start (${exit})`;
}

function spawnElectron({ electron, root, dataDir, hasSandbox }: LaunchOptions): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, SEMASCOPE_DATA_DIR: dataDir };
  delete env.ELECTRON_RUN_AS_NODE; // it would make a plain Node of it
  return spawn(electron, [...(hasSandbox ? [] : ['--no-sandbox']), root], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Starts Electron and resolves as soon as it is known whether there is a window. */
export function launchWindow(options: LaunchOptions): Promise<Launch> {
  const { timeoutMs, signal, onMessage } = options;
  const child = spawnElectron(options);
  let output = '';
  const keep = (text: string): void => void (output = (output + text).slice(-20_000));
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const closed = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, exitSignal) => resolve(exitSignal ?? `exit code ${code ?? 'unknown'}`));
  }).finally(() => signal.removeEventListener('abort', stop));
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve({ kind: 'failed', reason: `Electron showed no window within ${timeoutMs / 1000} s` });
    }, timeoutMs);
    const settle = (launch: Launch): void => {
      clearTimeout(timer);
      resolve(launch);
    };
    // Our own process at the other end: its messages have this form.
    child.on('message', (message) => {
      const launched = message as LaunchMessage;
      if (launched.kind === 'opened') settle({ kind: 'opened', closed: closed.then(() => undefined) });
      else if (launched.kind === 'already-open') settle({ kind: 'already-open' });
      else onMessage(launched);
    });
    void closed.then((exit) => settle({ kind: 'failed', reason: explainFailure(output, exit) }));
  });
}
