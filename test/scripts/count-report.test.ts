import { describe, expect, it } from 'vitest';
import { countReport, type Report } from '../../scripts/test/count-report.ts';

const done = { isDone: true, isStrict: false };

function report(counts: Partial<Report>): Report {
  return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [], ...counts };
}

describe('countReport', () => {
  it('counts tests', () => {
    const counted = countReport(report({ numPassedTests: 5, numFailedTests: 2 }), { ...done, isDone: false });
    expect(counted).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ];
    const counted = countReport(report({ numPassedTests: 3, numFailedTests: 1, testResults }), done);
    expect(counted).toEqual({ passed: 3, failed: 2 });
  });

  it('takes a crash, no report and no test for failures', () => {
    expect(countReport(report({ numPassedTests: 3 }), { ...done, isDone: false }).failed).toBe(1);
    expect(countReport(undefined, done).failed).toBe(1);
    expect(countReport(report({}), done).failed).toBe(1);
  });

  it('lets nothing be skipped where it is strict', () => {
    const skipping = report({ numPassedTests: 3, numPendingTests: 2 });
    expect(countReport(skipping, done)).toEqual({ passed: 3, failed: 0 });
    expect(countReport(skipping, { ...done, isStrict: true })).toEqual({ passed: 3, failed: 2 });
  });
});
