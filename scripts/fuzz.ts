import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { fuzzTargets, type FuzzTarget } from '../test/support/fuzz/cases.ts';
import type { FuzzOptions, FuzzSummary } from '../test/support/fuzz/run-fuzz.ts';
import type { FuzzFile } from '../test/support/fuzz/fuzz-file.ts';

/**
 * `npm run fuzz [-- --cases 10000 --seed N --format F --path P]`: imports files that are made up and damaged, and says which of them end in
 * anything but a set or an error that tells what is wrong. `--seed` and `--path` of an earlier run repeat it.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    format: { type: 'string' },
    path: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
/** What the readers may use; a bomb that goes off ends the thread and not the run. */
const heapMegabytes = 512;
/** A case that takes longer hangs. */
const patienceMs = 60_000;

const targets = fuzzTargets.filter((target) => values.format === undefined || target === values.format);
if (targets.length === 0) {
  console.error(`unknown format ${values.format}: expected one of ${fuzzTargets.join(', ')}`);
  process.exit(2);
}
const cases = Math.ceil(Number(values.cases) / targets.length);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const dir = mkdtempSync(join(tmpdir(), 'semascope-fuzz-'));

/** Runs one target in a thread of its own, which is ended when it hangs. */
function runTarget(target: FuzzTarget): Promise<FuzzSummary> {
  return new Promise((resolve, reject) => {
    const workerData: FuzzOptions = {
      target,
      cases,
      seed,
      dir,
      ...(values.path !== undefined && { path: values.path }),
    };
    const worker = new Worker(join(import.meta.dirname, 'fuzz-worker.ts'), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    const fail = (message: string): void => {
      reject(new Error(`${target}: ${message}; the file is kept in ${dir}`));
      void worker.terminate();
    };
    const hang = (): void => fail(`a case takes more than ${patienceMs / 1000} s`);
    let timer = setTimeout(hang, patienceMs);
    worker.on('message', (message: number | FuzzSummary) => {
      clearTimeout(timer);
      if (typeof message !== 'number') resolve(message);
      else timer = setTimeout(hang, patienceMs);
    });
    worker.once('error', (error: unknown) => fail(String(error)));
    worker.once('exit', (code) => {
      clearTimeout(timer);
      fail(`its thread ended by itself (exit code ${code})`); // no matter once there is a summary
    });
  });
}

function keep(target: FuzzTarget, file: FuzzFile): string {
  const kept = join(root, '.cache/fuzz', `${target}-${seed}`);
  mkdirSync(kept, { recursive: true });
  for (const { name, bytes } of file.companion ? [file, file.companion] : [file])
    writeFileSync(join(kept, name), bytes);
  return join(kept, file.name);
}

console.log(`${cases} cases of each format, seed ${seed}`);
let failures = 0;
for (const target of targets) {
  const { failure, ...summary } = await runTarget(target);
  const { sets, rows, refused, slowestMs } = summary;
  console.log(
    `${target.padEnd(16)} ${String(summary.cases).padStart(6)} files: ${sets} sets of ${rows} rows, ${refused} refused; slowest ${Math.round(slowestMs)} ms`,
  );
  if (!failure) continue;
  failures++;
  console.log(`  failed: ${failure.message}`);
  console.log(
    `  smallest file: ${keep(target, failure.smallest)}${failure.smallest.forcedFormat === undefined ? '' : `, read as ${failure.smallest.forcedFormat}`}`,
  );
  console.log(
    `  again: npm run fuzz -- --format ${target} --cases ${Number(values.cases)} --seed ${failure.seed} --path ${failure.path}`,
  );
}
rmSync(dir, { recursive: true, force: true });
console.log(
  `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB; ${targets.length - failures} passed, ${failures} failed`,
);
process.exitCode = failures > 0 ? 1 : 0;
