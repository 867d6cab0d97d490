import type { Progress } from '../../../shared/progress.ts';
import { formatCount, formatDuration } from './format.ts';
import type { Streams } from './streams.ts';

const lineEveryMs = 5000;
const mostBar = 24;
const fewestBar = 4;
/** Some terminals do not tell how wide they are, or say 0. */
const usualColumns = 80;

/** What the phases of the contract's progress are called here; others are shown by their own name. */
const titles: Readonly<Record<string, string>> = {
  import: 'importing vectors',
  load: 'loading vectors',
  export: 'writing vectors',
  neighbors: 'finding neighbors',
  encode: 'encoding',
  evaluate: 'answering questions',
  umap: 'laying out the map',
  twin: 'making the static twin',
  fit: 'fitting the map',
};

export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  /** Takes the bar off the terminal, so that something else can be printed. */
  readonly clear: () => void;
}

/**
 * `importing vectors  ████████░░░░  52 %  152 of 293 MB  6 s left`, with the bar where `columns` are given, as long as they leave room
 * for. An import counts bytes, all else counts things.
 */
export function describeProgress(progress: Progress, columns?: number): string {
  const { phase, done, total, timeLeftMs } = progress;
  const title = titles[phase] ?? phase;
  if (total <= 0) return done > 0 ? `${title}  ${formatCount(done)}` : title;
  const share = Math.min(1, done / total);
  const figures = [
    `${Math.floor(share * 100)} %`,
    phase === 'import'
      ? `${megabytes(done)} of ${megabytes(total)} MB`
      : `${formatCount(done)} of ${formatCount(total)}`,
    ...(timeLeftMs !== undefined && done < total ? [`${formatDuration(timeLeftMs)} left`] : []),
  ].join('  ');
  const room = Math.min((columns ?? 0) - `${title}    ${figures}`.length, mostBar);
  return room < fewestBar ? `${title}  ${figures}` : `${title}  ${drawBar(share, room)}  ${figures}`;
}

function megabytes(bytes: number): string {
  return formatCount(Math.round(bytes / 2 ** 20));
}

function drawBar(share: number, width: number): string {
  const filled = Math.round(share * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

/** On a terminal one line that is drawn again and again; elsewhere a line every few seconds. */
export function createProgressDisplay(
  stream: Streams['stderr'],
  now: () => number = () => performance.now(),
): ProgressDisplay {
  return stream.isTTY === true ? createBar(stream) : createLines(stream, now);
}

function createBar(stream: Streams['stderr']): ProgressDisplay {
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) stream.write('\r\u001b[K');
    isDrawn = false;
  };
  return {
    show: (progress) => {
      // The last column stays free: written to, it would wrap the line.
      const columns = (stream.columns || usualColumns) - 1;
      stream.write(`\r\u001b[K${describeProgress(progress, columns).slice(0, columns)}`);
      isDrawn = true;
    },
    clear,
  };
}

function createLines(stream: Streams['stderr'], now: () => number): ProgressDisplay {
  // Quick work stays silent: the first line comes only after the interval.
  let last = now();
  return {
    show: (progress) => {
      if (now() - last < lineEveryMs) return;
      last = now();
      stream.write(`semascope: ${describeProgress(progress)}\n`);
    },
    clear: () => undefined,
  };
}
