import type { Command, Option } from './command.ts';
import { commonOptions } from './options.ts';
import type { Style } from './style.ts';
import { alignColumns } from './table.ts';

function optionRows(options: Readonly<Record<string, Option>>): string[][] {
  return Object.entries(options).map(([name, { value, help }]) => [
    `  --${name}${value ? ` ${value}` : ''}`,
    help,
  ]);
}

/** `usage: semascope neighbors EXPRESSION [options]` */
export function usageLine({ name, takes }: Command): string {
  return `usage: semascope ${name}${takes ? ` ${takes}` : ''} [options]`;
}

/** A command's own help. */
export function commandHelp(command: Command, style: Style): string {
  const options = alignColumns(optionRows({ ...command.options, ...commonOptions }), ['left', 'left']);
  return [
    usageLine(command),
    '',
    command.summary,
    ...(command.details ? ['', command.details] : []),
    '',
    style.bold('options'),
    options,
  ].join('\n');
}

/** What `semascope help` prints. */
export function generalHelp(commands: readonly Command[], version: string, style: Style): string {
  const rows = commands.map(({ name, takes, summary }) => [`  ${name} ${takes}`, summary]);
  return [
    `semascope ${version}: see what words mean to a machine, and how the meaning of a word moves with its context`,
    '',
    'usage: semascope COMMAND [options]',
    '',
    style.bold('commands'),
    alignColumns(rows, ['left', 'left']),
    '',
    style.bold('options of every command'),
    alignColumns(optionRows(commonOptions), ['left', 'left']),
    '',
    'The first command that needs the built-in vectors imports them; that takes some seconds, once.',
    '',
    style.bold('examples'),
    '  semascope neighbors "king - man + woman"',
    '  semascope compare bank',
    '  semascope project --words 5000 --output map.csv',
  ].join('\n');
}
