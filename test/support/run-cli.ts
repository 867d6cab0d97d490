import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup/run-script.ts';

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command line as a person would. */
export function spawnCli(args: readonly string[]): ChildProcessWithoutNullStreams {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawn(process.execPath, [join(root, 'bin/semascope.mjs'), ...args], { cwd: root, env });
}

/** Runs the built command line to its end; `input` goes to its standard input. */
export async function runCli(args: readonly string[], input = ''): Promise<CliResult> {
  const child = spawnCli(args);
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  child.stdin.on('error', () => undefined); // a command that reads none may be gone before it is written
  child.stdin.end(input);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}
