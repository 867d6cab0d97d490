import * as fc from 'fast-check';
import { fuzzCases, type FuzzCase, type FuzzTarget } from './cases.ts';
import { checkCase, type Outcome } from './check-case.ts';

export interface FuzzOptions {
  readonly target: FuzzTarget;
  readonly cases: number;
  readonly seed: number;
  /** The path to a failing case that an earlier run printed. */
  readonly path?: string | undefined;
  /** An empty folder for the files. */
  readonly dir: string;
  readonly onCase?: ((done: number) => void) | undefined;
}

export interface FuzzSummary {
  readonly target: FuzzTarget;
  readonly cases: number;
  readonly sets: number;
  readonly refused: number;
  readonly rows: number;
  readonly slowestMs: number;
  readonly failure: FuzzFailure | undefined;
}

export interface FuzzFailure {
  readonly message: string;
  readonly seed: number;
  readonly path: string;
  /** The smallest case found that fails. */
  readonly smallest: FuzzCase;
}

/** Runs cases of one target until one fails, which is then made as small as it can be. */
export async function runFuzz({ target, cases, seed, path, dir, onCase }: FuzzOptions): Promise<FuzzSummary> {
  const outcomes: Outcome[] = [];
  let slowestMs = 0;
  const property = fc.asyncProperty(fuzzCases(target), async (fuzzCase) => {
    const start = performance.now();
    onCase?.(outcomes.length);
    outcomes.push(await checkCase(dir, fuzzCase));
    slowestMs = Math.max(slowestMs, performance.now() - start);
  });
  const details = await fc.check(property, { numRuns: cases, seed, ...(path !== undefined && { path }) });
  const sets = outcomes.filter((outcome) => outcome.kind === 'set');
  return {
    target,
    cases: outcomes.length,
    sets: sets.length,
    refused: outcomes.length - sets.length,
    rows: sets.reduce((sum, { rowCount }) => sum + rowCount, 0),
    slowestMs,
    failure: details.failed ? toFailure(details) : undefined,
  };
}

function toFailure({
  errorInstance,
  seed,
  counterexamplePath,
  counterexample,
}: fc.RunDetails<[FuzzCase]>): FuzzFailure {
  const message = errorInstance instanceof Error ? errorInstance.stack : undefined;
  if (!counterexample) throw new Error('no case could be made', { cause: errorInstance });
  return {
    message: message ?? String(errorInstance),
    seed,
    path: counterexamplePath ?? '',
    smallest: counterexample[0],
  };
}
