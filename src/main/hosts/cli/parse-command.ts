import { parseArgs } from 'node:util';
import type { Command, Parsed } from './command.ts';
import { commonOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Takes a command's arguments apart. Throws UsageError for an unknown option or a wrong number of values. */
export function parseCommand(command: Command, args: readonly string[]): Parsed {
  const options = Object.fromEntries(
    Object.entries({ ...commonOptions, ...command.options }).map(([name, option]) => [
      name,
      { type: 'value' in option ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  const parsed = strictly(() =>
    parseArgs({ args: [...args], options, strict: true, allowPositionals: true }),
  );
  const { positionals, values } = parsed;
  if (values.help !== true) checkCount(command, positionals.length);
  return { positionals, values };
}

function strictly<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new UsageError(line.replace(/\. To specify a positional.*$/, ''));
  }
}

function checkCount({ name, takes, positionals: [fewest, most] }: Command, count: number): void {
  if (count < fewest) throw new UsageError(`${name}: expected ${takes}`);
  if (count > most) {
    throw new UsageError(most === 0 ? `${name}: takes no values` : `${name}: expected only ${takes}`);
  }
}

/** Moves options that stand before the command behind it, so that `semascope --json sets` works. */
export function commandFirst(args: readonly string[]): string[] {
  let count = 0;
  while (count < args.length && args[count]?.startsWith('--')) {
    count += args[count] === '--data-dir' ? 2 : 1;
  }
  const command = args[count];
  return command === undefined ? [...args] : [command, ...args.slice(0, count), ...args.slice(count + 1)];
}
