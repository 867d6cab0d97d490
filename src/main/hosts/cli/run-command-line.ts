import { resolve } from 'node:path';
import type { CoreOptions } from '../../core/options.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import { closestName } from './closest-name.ts';
import type { Command, Parsed } from './command.ts';
import { commands } from './commands.ts';
import { errorLine } from './error-line.ts';
import type { HostCommands } from './host-commands.ts';
import type { Interruption } from './interruption.ts';
import type { OpenCore } from './open-core.ts';
import { isOn, text } from './options.ts';
import { commandFirst, parseCommand } from './parse-command.ts';
import { createPrinter } from './printer.ts';
import { createProgressDisplay } from './progress-display.ts';
import type { Streams } from './streams.ts';
import { createStyle } from './style.ts';
import { commandHelp, generalHelp, usageLine } from './usage.ts';
import { UsageError } from './usage-error.ts';

export interface CommandLine {
  readonly args: readonly string[];
  readonly streams: Streams;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly resources: CoreOptions['resources'];
  readonly defaultDataDir: string;
  readonly host: HostCommands;
  /** Aborted by an interrupt, with an `Interruption` as its reason. */
  readonly signal: AbortSignal;
}

/** Runs one command line. Returns the exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const { streams, signal, resources, env } = line;
  const [name, ...rest] = commandFirst(line.args);
  const style = createStyle(streams.stdout, env);
  if (name === '--version') return answer(streams, resources.version);
  if (name === 'help' || name === '--help') return help(line, rest[0]);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command)
    return refuse(
      streams,
      unknownCommand(name),
      'usage: semascope COMMAND [options]; `semascope help` lists the commands',
    );
  try {
    const parsed = parseCommand(command, rest);
    if (isOn(parsed, 'help')) return answer(streams, commandHelp(command, style));
    await runCommand(command, parsed, line);
    // What runs until it is stopped, such as serve, ends well by an interrupt.
    return signal.aborted ? (signal.reason as Interruption).exitStatus : 0;
  } catch (error) {
    if (error instanceof UsageError) return refuse(streams, error.message, usageLine(command));
    if (signal.aborted) return stopped(streams, signal.reason as Interruption); // only main aborts it
    streams.stderr.write(`semascope: ${errorLine(error)}\n`);
    return 1;
  }
}

async function runCommand(command: Command, parsed: Parsed, line: CommandLine): Promise<void> {
  const { streams, env, signal, host, resources } = line;
  const progress = createProgressDisplay(streams.stderr);
  const dataDir = resolve(text(parsed, 'data-dir') ?? line.defaultDataDir);
  const say = (text: string): void => {
    progress.clear();
    streams.stderr.write(`semascope: ${text}\n`);
  };
  let core: Promise<OpenCore> | undefined;
  const openClient = async (): Promise<Client> => {
    const log = isOn(parsed, 'verbose') ? say : () => undefined;
    // Loaded only here: help, start and serve need no database.
    core ??= import('./open-core.ts').then(({ openCore }) => openCore({ dataDir, resources, log }));
    const { client, databaseSetAside } = await core;
    if (databaseSetAside !== null)
      say(`the database was damaged; it is kept as ${databaseSetAside}, and a new one was begun`);
    return client;
  };
  try {
    await command.run({
      ...{ parsed, streams, dataDir, host, signal, openClient },
      style: createStyle(streams.stdout, env),
      onProgress: progress.show,
      note: say,
      ...createPrinter(streams.stdout, isOn(parsed, 'json'), progress.clear),
    });
  } finally {
    progress.clear();
    const opened = await core?.catch(() => undefined);
    await opened?.close();
  }
}

function answer(streams: Streams, text: string): number {
  streams.stdout.write(`${text}\n`);
  return 0;
}

function refuse(streams: Streams, reason: string, usage: string): number {
  streams.stderr.write(`semascope: ${reason}\n${usage}\n`);
  return 2;
}

function stopped(streams: Streams, { exitStatus, message }: Interruption): number {
  if (message) streams.stderr.write(`semascope: ${message}\n`);
  return exitStatus;
}

function help(line: CommandLine, name: string | undefined): number {
  const style = createStyle(line.streams.stdout, line.env);
  if (name === undefined || name.startsWith('--')) {
    return answer(line.streams, generalHelp(commands, line.resources.version, style));
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return answer(line.streams, commandHelp(command, style));
  return refuse(line.streams, unknownCommand(name), 'usage: semascope help [COMMAND]');
}

function unknownCommand(name: string | undefined): string {
  if (name === undefined) return 'expected a command';
  const names = commands.map((command) => command.name);
  const meant = closestName(name, names);
  return `there is no command "${name}"${meant ? `; did you mean ${meant}?` : ''}`;
}
