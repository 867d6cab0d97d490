import type { Progress } from '../../../shared/progress.ts';
import { createProgressDisplay } from '../cli/progress-display.ts';
import type { Streams } from '../cli/streams.ts';
import { createStyle } from '../cli/style.ts';

/** What `start` and `serve` say while they run. */
export interface Terminal {
  readonly greet: (version: string) => void;
  readonly say: (line: string) => void;
  readonly address: (address: string) => void;
  readonly progress: (progress: Progress) => void;
  /** The vectors are ready, or not, with the reason. */
  readonly done: (failure?: string) => void;
  /** How to have the main job done without a window. */
  readonly hint: () => void;
  readonly clear: () => void;
}

/** Speaks on one stream: short lines, emphasis on a terminal, one progress bar that leaves nothing behind. */
export function createTerminal(
  stream: Streams['stderr'],
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const style = createStyle(stream, env);
  const display = createProgressDisplay(stream);
  const say = (line: string): void => {
    display.clear();
    stream.write(`${line ? `  ${line}` : ''}\n`);
  };
  let hasImported = false;
  return {
    greet: (version) => say(`${style.bold('Semascope')} ${style.dim(version)}`),
    say,
    address: (address) => say(style.accent(address)),
    progress: (progress) => {
      hasImported ||= progress.phase === 'import';
      display.show(progress);
    },
    done: (failure) => {
      display.clear();
      if (failure !== undefined) say(`the vectors are not ready: ${failure}`);
      else if (hasImported) say(style.dim('the vectors are ready'));
      hasImported = false;
    },
    hint: () => say(style.dim('without a window:  npm run -s semascope -- compare bank')),
    clear: display.clear,
  };
}
