import { UsageError } from './usage-error.ts';
import type { Option, Parsed } from './command.ts';

/** Options that every command takes. */
export const commonOptions = {
  json: { help: 'print one JSON value and nothing else' },
  'data-dir': { value: 'DIR', help: "where the database lives (default: the app's own folder)" },
  verbose: { help: 'print what the core logs, on standard error' },
  help: { help: 'show this help' },
} as const satisfies Record<string, Option>;

export const setOption: Option = { value: 'SET', help: 'the vector set (default: glove-6b-100d)' };
export const encoderOption: Option = { value: 'NAME', help: 'the encoder (default: all-minilm-l6-v2)' };
export const topOption = (count: number): Option => ({
  value: 'N',
  help: `how many words (default: ${count})`,
});

/** The value of an option that takes one; undefined where it was not given. */
export function text({ values }: Parsed, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether a switch was given. */
export function isOn({ values }: Parsed, name: string): boolean {
  return values[name] === true;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A whole number within the range; undefined where the option was not given. */
export function integer(parsed: Parsed, name: string, range: Range): number | undefined {
  const value = text(parsed, name);
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (number >= range.from && number <= range.to) return number;
  throw new UsageError(
    `--${name}: expected a whole number from ${range.from} to ${range.to}, found "${value}"`,
  );
}

/** A number within the range; undefined where the option was not given. */
export function decimal(parsed: Parsed, name: string, range: Range): number | undefined {
  const value = text(parsed, name);
  if (value === undefined) return undefined;
  const number = value.trim() === '' ? NaN : Number(value);
  if (number >= range.from && number <= range.to) return number;
  throw new UsageError(`--${name}: expected a number from ${range.from} to ${range.to}, found "${value}"`);
}

/** One of the choices; undefined where the option was not given. */
export function choice<T extends string>(parsed: Parsed, name: string, choices: readonly T[]): T | undefined {
  const value = text(parsed, name);
  if (value === undefined) return undefined;
  const found = choices.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${name}: expected ${choices.join(' or ')}, found "${value}"`);
}

/** A layer's number, or -1 for the last, which is also the default. */
export function layer(parsed: Parsed): number {
  const value = text(parsed, 'layer');
  if (value === undefined || value === 'last') return -1;
  if (/^\d{1,3}$/.test(value)) return Number(value);
  throw new UsageError(`--layer: expected the number of a layer or last, found "${value}"`);
}

/** Leaves out what is undefined, so that the contract's own defaults hold. */
export function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // Absent keys are what optional inputs of the contract mean; TypeScript has no type for "left out when undefined".
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
