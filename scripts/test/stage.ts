/** What one stage of the test run found. `skipped` says why it did not run. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: string;
}

export interface Stage {
  readonly name: string;
  readonly run: (filters: readonly string[]) => Promise<Outcome>;
}

/** A stage that is one check: it passes or fails as a whole. */
export function checked(isDone: boolean): Outcome {
  return isDone ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What cannot be had is skipped; where nothing may be skipped, it fails. */
export function skippedFor(reason: string): Outcome {
  return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0, skipped: reason };
}
