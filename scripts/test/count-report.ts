import type { Outcome } from './stage.ts';

/** What is read of vitest's JSON report. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** How the run ended beside its report. */
export interface Ending {
  /** The command ended well. */
  readonly isDone: boolean;
  /** Whether a skipped test counts as a failure. */
  readonly isStrict: boolean;
}

/**
 * Counts a run of vitest. Failures are also: no report at all, a file that could not be loaded, an end that no failed
 * test explains, and a run without a single test.
 */
export function countReport(report: Report | undefined, { isDone, isStrict }: Ending): Outcome {
  if (!report) return { passed: 0, failed: 1 };
  const passed = report.numPassedTests;
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded + (isStrict ? report.numPendingTests : 0);
  const isUnexplained = failed === 0 && (!isDone || passed === 0);
  return { passed, failed: isUnexplained ? 1 : failed };
}
