import { describe, expect, it } from 'vitest';
import { fuzzTargets } from '../../../../support/fuzz/cases.ts';
import { runFuzz } from '../../../../support/fuzz/run-fuzz.ts';
import { temporaryDir } from '../support.ts';

/** `npm run fuzz` runs more of them. */
const cases = 60;
const seed = 4;

describe('any file at all', () => {
  it.each(fuzzTargets)('ends in a set or a clear error: %s', async (target) => {
    const { failure, ...summary } = await runFuzz({ target, cases, seed, dir: temporaryDir() });
    expect(
      failure,
      failure && `${failure.message} (seed ${failure.seed}, path ${failure.path})`,
    ).toBeUndefined();
    // Neither is everything refused, nor does everything come in.
    expect(summary.sets).toBeGreaterThan(0);
    expect(summary.refused).toBeGreaterThan(cases / 10);
  });
});
