import type { Resources } from '../../../src/main/core/options.ts';
import { builtInSet } from '../../../src/shared/built-in.ts';
import type { Random } from '../../../src/shared/projection/random.ts';
import { importFile, type ChildCore } from './child-core.ts';
import type { KillPoint } from './child-messages.ts';
import {
  makeKnownSet,
  writeGlovePackage,
  writeGloveText,
  writePackedNpy,
  type KnownSet,
} from './known-set.ts';

/** One call to the core that changes a set; `after` is what the set is then (null: not there). */
export interface Step {
  readonly name: string;
  readonly kind: 'import' | 'ensure' | 'remove';
  /** What is imported. */
  readonly path?: string;
  readonly after: KnownSet | null;
}

/** How long a kind of step takes when nothing interrupts it. */
interface Extent {
  readonly ms: number;
  readonly statements: number;
  readonly reports: number;
}

/** A data folder, what can be imported into it, and what must be in it now. */
export interface KillWorld {
  readonly dataDir: string;
  readonly resources: Partial<Resources>;
  readonly choices: ReadonlyMap<string, readonly FileOfSet[]>;
  /** What each name stands for, as far as the core has said. */
  readonly present: Map<string, KnownSet | null>;
  readonly extents: Map<Step['kind'], Extent>;
}

interface FileOfSet {
  readonly path: string;
  readonly set: KnownSet;
}

/** The files hold several blocks each, so that an import has a middle. */
export function makeKillWorld(dirs: {
  readonly dataDir: string;
  readonly fileDir: string;
  readonly emptyDir: string;
}): KillWorld {
  const text = (rows: number, dimensions: number, seed: number): FileOfSet => {
    const set = makeKnownSet(rows, dimensions, seed);
    return { set, path: writeGloveText(dirs.fileDir, `${seed}.txt`, set) };
  };
  // Packed, and read by position: it is unpacked into the data folder first.
  const matrix = (rows: number, dimensions: number, seed: number): FileOfSet => {
    const set = makeKnownSet(rows, dimensions, seed);
    return { set, path: writePackedNpy(dirs.fileDir, `${seed}`, set) };
  };
  const builtIn = makeKnownSet(14_000, 100, 5);
  const gloveFile = writeGlovePackage(dirs.fileDir, builtIn);
  const choices = new Map([
    ['alpha', [text(24_000, 100, 1), text(9000, 300, 2)]],
    ['beta', [matrix(30_000, 60, 3), text(15_000, 100, 4)]],
    [builtInSet, [{ path: gloveFile, set: builtIn }]],
  ]);
  return {
    dataDir: dirs.dataDir,
    // Nothing ships there, so that no other sets appear.
    resources: { gloveFile, shippedDir: dirs.emptyDir },
    choices,
    present: new Map([...choices.keys()].map((name) => [name, null])),
    extents: new Map(),
  };
}

export const pick = <T>(items: readonly T[], random: Random): T =>
  items[Math.floor(random() * items.length)]!;

/** An import under a name that is free. */
export function planImport({ choices }: KillWorld, name: string, random: Random): Step {
  const { path, set } = pick(choices.get(name)!, random);
  return name === builtInSet
    ? { name, kind: 'ensure', after: set }
    : { name, kind: 'import', path, after: set };
}

export function planRemoval(name: string): Step {
  return { name, kind: 'remove', after: null };
}

function call(core: ChildCore, { kind, name, path = '' }: Step, killPoint?: KillPoint): Promise<unknown> {
  if (kind === 'import') return importFile(core, { path, name }, { killPoint });
  return core.call(kind === 'ensure' ? 'sets.ensure' : 'sets.remove', { set: name }, { killPoint });
}

/** Runs a step; when it comes to its end, it is known how long such a step takes. */
export async function runStep(
  world: KillWorld,
  core: ChildCore,
  step: Step,
  killPoint?: KillPoint,
): Promise<void> {
  const start = performance.now();
  await call(core, step, killPoint);
  world.present.set(step.name, step.after);
  world.extents.set(step.kind, { ms: performance.now() - start, ...core.lastCounts() });
}
