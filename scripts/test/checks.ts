import { runPackageScript } from './run-command.ts';
import { checked, type Outcome } from './stage.ts';

type Check = readonly [title: string, file: string, ...args: string[]];

/** Runs checks side by side and shows what the failing ones say. */
async function runChecks(checks: readonly Check[]): Promise<Outcome> {
  const results = await Promise.all(
    checks.map(async ([title, file, ...args]) => ({
      title,
      ...(await runPackageScript(file, args, { quiet: true })),
    })),
  );
  for (const { title, isDone, output } of results) {
    console.log(`${isDone ? '✓' : '✗'} ${title}`);
    if (!isDone) console.log(output.trimEnd());
  }
  return checked(results.every((result) => result.isDone));
}

export function checkTypes(): Promise<Outcome> {
  return runChecks([
    ['tsc', 'typescript/bin/tsc', '-p', 'tsconfig.json'],
    [
      'svelte-check',
      'svelte-check/bin/svelte-check',
      ...['--tsconfig', 'tsconfig.json', '--threshold', 'warning', '--output', 'human'],
    ],
  ]);
}

export function checkLint(): Promise<Outcome> {
  return runChecks([
    ['eslint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
    ['prettier', 'prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
  ]);
}
