import type { Client } from '../../../shared/rpc/client.ts';
import type { ReportProgress } from '../../../shared/progress.ts';
import type { HostCommands } from './host-commands.ts';
import type { Streams } from './streams.ts';
import type { Style } from './style.ts';

/** One option of a command, as its help shows it. `value` names what it takes; without it, it is a switch. */
export interface Option {
  readonly value?: string;
  readonly help: string;
}

/** A command line taken apart: what stands between the options, and the options' values. */
export interface Parsed {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** What a command works with. */
export interface CommandContext {
  readonly parsed: Parsed;
  readonly streams: Streams;
  readonly style: Style;
  readonly dataDir: string;
  readonly host: HostCommands;
  /** Aborted by an interrupt. */
  readonly signal: AbortSignal;
  /** Opens the core on the first call. */
  readonly openClient: () => Promise<Client>;
  /** Shows how far a long call is, on standard error. */
  readonly onProgress: ReportProgress;
  /** Says something beside the result, on standard error. */
  readonly note: (line: string) => void;
  /** The result: one JSON value with `--json`, otherwise the text. */
  readonly print: (json: unknown, text: () => string) => void;
  /** The same for a text that is long and comes in chunks. */
  readonly printChunks: (json: unknown, chunks: Iterable<string>) => Promise<void>;
}

export interface Command {
  readonly name: string;
  /** What follows the name: `WORD WORD`. */
  readonly takes: string;
  readonly summary: string;
  /** More than the summary says; shown by its own help. */
  readonly details?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Fewest and most values between the options. */
  readonly positionals: readonly [number, number];
  readonly run: (context: CommandContext) => Promise<void>;
}
