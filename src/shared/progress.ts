/** How far a long call is. `total` 0 means: not known yet. */
export interface Progress {
  /** What is being done now: a key of the page's message table, e.g. `import`, `load`, `encode`. */
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  /** Estimated time left in milliseconds, once it can be told. */
  readonly timeLeftMs?: number;
}

export type ReportProgress = (progress: Progress) => void;

/**
 * Returns a reporter that adds the time left and passes on at most one report per `intervalMs`, the last one
 * always. Time left is elapsed / done * (total - done), stated only after the first 2 % or half a second.
 */
export function createProgressReporter(
  report: ReportProgress | undefined,
  intervalMs = 100,
  now: () => number = () => performance.now(),
): (phase: string, done: number, total: number) => void {
  let phaseStart = now();
  let lastPhase = '';
  let lastReport = -Infinity;
  return (phase, done, total) => {
    if (!report) return;
    const time = now();
    if (phase !== lastPhase) {
      lastPhase = phase;
      phaseStart = time;
      lastReport = -Infinity;
    }
    if (done < total && time - lastReport < intervalMs) return;
    lastReport = time;
    const elapsedMs = time - phaseStart;
    const isSteady = done > 0 && total > 0 && (elapsedMs > 500 || done / total > 0.02);
    report(
      isSteady
        ? { phase, done, total, timeLeftMs: (elapsedMs / done) * (total - done) }
        : { phase, done, total },
    );
  };
}
