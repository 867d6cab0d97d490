import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';
import type { Outcome } from './stage.ts';

const reportDir = join(projectRoot, '.cache/test-reports');

export interface VitestOptions {
  readonly filters: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs vitest in its care, with its arguments: a virtual display. */
  readonly within?: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report; // vitest's own format; a broken file is no report
  } catch {
    return undefined;
  }
}

/** Counts a report: a file that could not be loaded, a crash, and no test at all are failures too. */
function count(report: Report | undefined, isDone: boolean): Outcome {
  if (!report) return { passed: 0, failed: 1 };
  const passed = report.numPassedTests;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const skipped = process.env.CI === 'true' ? report.numPendingTests : 0;
  if (report.numPendingTests > 0) console.log(`${report.numPendingTests} tests skipped`);
  const failed = report.numFailedTests + unloaded + skipped;
  const isUnexplained = failed === 0 && (!isDone || passed === 0);
  return { passed, failed: isUnexplained ? 1 : failed };
}

/** Runs one project of vitest.config.ts and counts its tests. */
export async function runVitest(project: string, options: VitestOptions): Promise<Outcome> {
  mkdirSync(reportDir, { recursive: true });
  const reportFile = join(reportDir, `${project}.json`);
  rmSync(reportFile, { force: true });
  const vitest = [
    ...[process.execPath, join(projectRoot, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...options.filters],
  ];
  const [command = '', ...args] = [...(options.within ?? []), ...vitest];
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  const result = await runCommand(command, args, { env: { ...plain, ...options.env } });
  return count(readReport(reportFile), result.isDone);
}
