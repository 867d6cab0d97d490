import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countReport, type Report } from './count-report.ts';
import { projectRoot, runCommand } from './run-command.ts';
import type { Outcome } from './stage.ts';

const reportDir = join(projectRoot, '.cache/test-reports');

export interface VitestOptions {
  readonly filters: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs vitest in its care, with its arguments: a virtual display. */
  readonly within?: readonly string[];
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report; // vitest's own format; a broken file is no report
  } catch {
    return undefined;
  }
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
  const report = readReport(reportFile);
  if (report && report.numPendingTests > 0) console.log(`${report.numPendingTests} tests skipped`);
  return countReport(report, { isDone: result.isDone, isStrict: process.env.CI === 'true' });
}
