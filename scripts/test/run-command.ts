import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const projectRoot: string = join(import.meta.dirname, '../..');

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Longer runs are ended, with everything they started. */
  readonly timeoutMs?: number;
  /** Keeps the output back; the result holds it. Otherwise it is shown as it comes. */
  readonly quiet?: boolean;
}

export interface CommandResult {
  readonly isDone: boolean;
  /** What a quiet command printed, both streams together. */
  readonly output: string;
}

const running = new Set<number>();

function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/** Ends every command that still runs, with all that it started; for an interrupt. */
export function endCommands(): void {
  for (const pid of running) endGroup(pid, 'SIGKILL');
}

/** Runs a command in its own process group, so that a timeout ends all of it. Never rejects: a failure is a result. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { env = {}, cwd = projectRoot, timeoutMs = 600_000, quiet = false } = options;
  const parts: string[] = [];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      detached: process.platform !== 'win32',
    });
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    const timer = setTimeout(() => {
      parts.push(`${command}: ended after ${timeoutMs / 1000} s without a result\n`);
      if (!quiet) console.error(parts.at(-1));
      if (pid !== undefined) endGroup(pid, 'SIGKILL');
    }, timeoutMs);
    const settle = (isDone: boolean): void => {
      clearTimeout(timer);
      if (pid !== undefined) {
        running.delete(pid);
        endGroup(pid, 'SIGKILL'); // what a crashed test run may have left behind
      }
      resolve({ isDone, output: parts.join('') });
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => parts.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => parts.push(text));
    child.on('error', (error) => {
      parts.push(`${command}: ${error.message}\n`);
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
}

/** Runs a program of the project's own packages (`tsc`, `eslint`) by the Node that runs this. */
export function runPackageScript(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return runCommand(process.execPath, [join(projectRoot, 'node_modules', file), ...args], options);
}
