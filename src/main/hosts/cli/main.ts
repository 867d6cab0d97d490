import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { resourcesOf } from '../../core/options.ts';
import { createHostCommands } from '../create-host-commands.ts';
import { defaultDataDir } from '../default-data-dir.ts';
import { interrupted, readerGone, terminated, type Interruption } from './interruption.ts';
import { runCommandLine } from './run-command-line.ts';

/** npm sends an interrupt on to what already got it from the terminal: only a later one is a second wish. */
const secondWishMs = 1000;

function createSignal(): AbortSignal {
  const controller = new AbortController();
  let stoppedAt = Infinity;
  const stop = (interruption: Interruption): void => {
    if (controller.signal.aborted && performance.now() - stoppedAt > secondWishMs) {
      process.exit(interruption.exitStatus);
    }
    if (controller.signal.aborted) return;
    stoppedAt = performance.now();
    controller.abort(interruption);
  };
  process.on('SIGINT', () => stop(interrupted));
  process.on('SIGTERM', () => stop(terminated));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      stop(readerGone);
    });
  }
  return controller.signal;
}

async function main(): Promise<void> {
  process.env.ORT_DISABLE_TELEMETRY = '1'; // before ONNX Runtime is loaded
  const root = join(__dirname, '../..'); // this file is built to out/main/cli.cjs
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { stdin, stdout, stderr, env, platform } = process;
  const signal = createSignal();
  process.exitCode = await runCommandLine({
    args: process.argv.slice(2),
    streams: { stdin, stdout, stderr },
    resources: resourcesOf(root, version),
    defaultDataDir: defaultDataDir({ platform, homeDir: homedir(), env }),
    host: createHostCommands(root, version),
    env,
    signal,
  });
  stdout.write('', () => process.exit()); // a reader of a pipe gets everything first
}

void main();
