import { endCommands } from './run-command.ts';
import type { Outcome } from './stage.ts';
import { stages } from './stages.ts';

const usage = `usage: npm test [-- STAGE... [PATH...]]
stages: ${stages.map((stage) => stage.name).join(', ')}; without any, all of them
paths: only test files whose path holds one of them`;

interface Result extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

async function runStage({ name, run }: (typeof stages)[number], filters: readonly string[]): Promise<Result> {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const start = performance.now();
  const outcome = await run(filters).catch((error: unknown): Outcome => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  if (outcome.skipped) console.log(`skipped: ${outcome.skipped}`);
  return { name, ...outcome, seconds: (performance.now() - start) / 1000 };
}

function describe({ name, passed, failed, skipped, seconds }: Result): string {
  const state = failed > 0 ? '✗' : skipped ? '-' : '✓';
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
  return `${state} ${name.padEnd(13)}${counts} ${seconds.toFixed(1).padStart(7)} s${skipped ? `   skipped: ${skipped}` : ''}`;
}

function sum(results: readonly Result[], key: 'passed' | 'failed' | 'seconds'): number {
  return results.reduce((total, result) => total + result[key], 0);
}

/** Runs the named stages, or all; prints a summary whose last line is `N passed, N failed`. Returns the exit status. */
export async function runTests(args: readonly string[]): Promise<number> {
  const names = new Set(stages.map((stage) => stage.name));
  const chosen = args.filter((arg) => names.has(arg));
  const filters = args.filter((arg) => !names.has(arg));
  if (filters.some((filter) => filter.startsWith('-')) || (filters.length > 0 && chosen.length === 0)) {
    console.error(usage);
    return 2;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      endCommands();
      process.exit(130);
    });
  }
  const results: Result[] = [];
  for (const stage of stages) {
    if (chosen.length === 0 || chosen.includes(stage.name)) results.push(await runStage(stage, filters));
  }
  console.log(`\n── summary ${'─'.repeat(53)}`);
  for (const result of results) console.log(describe(result));
  const failed = sum(results, 'failed');
  console.log(`${sum(results, 'seconds').toFixed(0)} s in all\n`);
  console.log(`${sum(results, 'passed')} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
