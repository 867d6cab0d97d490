import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createImportLock } from '../../../../src/main/core/store/import-lock.ts';
import { hasCode } from '../../../../src/shared/errors.ts';
import { createRandom, type Random } from '../../../../src/shared/projection/random.ts';
import { importFile, startChildCore, type ChildCore } from '../../../support/faults/child-core.ts';
import {
  makeKillWorld,
  pick,
  planImport,
  planRemoval,
  runStep,
  type KillWorld,
  type Step,
} from '../../../support/faults/kill-world.ts';
import { makeKnownSet, nearestRow, writeGloveText } from '../../../support/faults/known-set.ts';
import { readStoredSets } from '../../../support/faults/stored-sets.ts';
import { temporaryDir } from './support.ts';

const kills = 50;
/** Another seed kills at other moments. */
const seed = Number(process.env.SEMASCOPE_KILL_SEED ?? 20_261);

/** What comes next: an import, a removal, or both for the same name; one of the steps is to be killed. */
function planJob(world: KillWorld, random: Random): Step[] {
  const isThere = (name: string): boolean => Boolean(world.present.get(name));
  const names = [...world.choices.keys()];
  const present = names.filter(isThere);
  const absent = names.filter((name) => !isThere(name));
  if (absent.length > 0 && random() < 0.4) return [planImport(world, pick(absent, random), random)];
  const name = pick(present, random);
  return [planRemoval(name), planImport(world, name, random)];
}

/** Imports until two sets are there: something must be there to be lost. */
async function fill(world: KillWorld, core: ChildCore, random: Random): Promise<void> {
  const absent = [...world.present].filter(([, set]) => !set).map(([name]) => name);
  while (absent.length > 1) {
    const name = absent.splice(Math.floor(random() * absent.length), 1)[0]!;
    await runStep(world, core, planImport(world, name, random));
  }
}

/** Runs a step and kills the core at `moment` (0 to 1) of it, measured in statements, in reports, or in time. */
async function killDuring(
  world: KillWorld,
  core: ChildCore,
  { step, turn, moment }: { readonly step: Step; readonly turn: number; readonly moment: number },
): Promise<{ readonly wasCutOff: boolean; readonly how: string }> {
  const extent = world.extents.get(step.kind)!;
  const wanted = (['statements', 'reports', 'ms'] as const)[turn % 3]!;
  const of = extent[wanted] > 0 ? wanted : 'ms';
  const killPoint = of === 'ms' ? undefined : { of, count: 1 + Math.floor(moment * extent[of]) };
  const running = runStep(world, core, step, killPoint).then(
    () => false,
    (error: unknown) => {
      if (hasCode(error, 'process-exited')) return true;
      throw error;
    },
  );
  // What kills itself needs no timer, unless it is done before.
  await Promise.race([running, sleep(killPoint ? 30_000 : moment * extent.ms)]);
  await core.kill();
  return { wasCutOff: await running, how: `${step.kind} ${step.name} at ${moment.toFixed(3)} of its ${of}` };
}

/** What is wrong with what the core has made of the folder; `cutOff` was being done when the core was killed. */
async function checkRestarted(
  world: KillWorld,
  core: ChildCore,
  cutOff: Step | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  const stored = readStoredSets(world.dataDir);
  try {
    faults.push(...stored.problems().map((problem) => JSON.stringify(problem)));
    const names = stored.list().map(({ name }) => name);
    // Either the step came to its end just before its answer was sent, or all of it was undone.
    if (cutOff && names.includes(cutOff.name) === (cutOff.after !== null)) {
      world.present.set(cutOff.name, cutOff.after);
    }
    for (const [name, set] of world.present) {
      if (!set && names.includes(name)) faults.push(`${name} is there: expected it to be gone`);
      const difference = set ? stored.difference(name, set) : '';
      if (difference !== '') faults.push(`${name}: ${difference}`);
    }
  } finally {
    stored.close();
  }
  for (const { set, state } of await core.call('sets.list', {})) {
    if (state !== (world.present.get(set) ? 'ready' : 'absent')) faults.push(`${set} is listed as ${state}`);
  }
  return faults;
}

/** What keeps the folder from being used: a set is searched, a new one comes in and goes, and no file stays behind. */
async function checkUsable(
  world: KillWorld,
  core: ChildCore,
  { random, files }: { readonly random: Random; readonly files: readonly string[] },
): Promise<string[]> {
  const faults: string[] = [];
  const holder = createImportLock(world.dataDir).holder();
  if (holder !== undefined) faults.push(`${holder} still has the import lock`);
  const whole = [...world.present].flatMap(([name, set]) => (set ? [{ name, set }] : []));
  const { name, set } = pick(whole, random);
  const row = Math.floor(random() * set.words.length);
  const expression = set.words[row]!;
  const { neighbors } = await core.call('words.neighbors', { set: name, expression, top: 1 });
  const expected = set.words[nearestRow(set, row)];
  if (neighbors[0]?.word !== expected)
    faults.push(`${expression} is next to ${neighbors[0]?.word}, not ${expected}`);
  await importFile(core, {
    path: writeGloveText(temporaryDir(), 'small.txt', makeKnownSet(50, 8, 99)),
  });
  await core.call('sets.remove', { set: 'small' });
  const left = listFiles(world.dataDir).filter((file) => !files.includes(file));
  return [...faults, ...left.map((file) => `${file} was left behind`)];
}

function listFiles(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
}

describe('a core that is killed', () => {
  it(`keeps every set that was whole, at ${kills} moments of imports and removals`, async () => {
    const world = makeKillWorld({
      dataDir: temporaryDir(),
      fileDir: temporaryDir(),
      emptyDir: temporaryDir(),
    });
    const random = createRandom(seed);
    let next = startChildCore();
    onTestFinished(() => next.kill());
    /** The next core opens the folder, while one more process loads its code. */
    async function restart(): Promise<ChildCore> {
      const core = next;
      next = startChildCore();
      await core.open(world.dataDir, world.resources);
      return core;
    }

    let core = await restart();
    for (const name of world.choices.keys()) await runStep(world, core, planImport(world, name, random));
    await runStep(world, core, planRemoval('alpha'));
    const files = listFiles(world.dataDir);
    const cutOff: string[] = [];
    for (let turn = 0; turn < kills; turn++) {
      await fill(world, core, random);
      const steps = planJob(world, random);
      const place = random() < 0.5 ? 0 : steps.length - 1;
      for (const step of steps.slice(0, place)) await runStep(world, core, step);
      const step = steps[place]!;
      // Spread evenly: the golden ratio's multiples leave no part of the steps out.
      const moment = (turn * 0.618_034 + 0.02 * random()) % 1;
      const { wasCutOff, how } = await killDuring(world, core, { step, turn, moment });
      if (wasCutOff) cutOff.push(how);
      core = await restart();
      const faults = listFiles(world.dataDir).flatMap((file) =>
        files.includes(file) ? [] : [`${file} was not cleared away`],
      );
      faults.push(...(await checkRestarted(world, core, wasCutOff ? step : undefined)));
      faults.push(...(await checkUsable(world, core, { random, files })));
      expect(faults, `kill ${turn} of SEMASCOPE_KILL_SEED=${seed}: ${how}`).toEqual([]);
    }
    await core.end();
    // Some moments may fall behind the step's end, but not most.
    expect(cutOff.length, cutOff.join('; ')).toBeGreaterThan(0.6 * kills);
  }, 300_000);
});
