import { cpSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContexts, type Contexts } from '../../src/main/core/contexts/create-contexts.ts';
import type { ContextDeps } from '../../src/main/core/contexts/context-parts.ts';
import { createEncoders } from '../../src/main/core/encoders/create-encoders.ts';
import { resourcesOf } from '../../src/main/core/options.ts';
import { openDatabase } from '../../src/main/core/store/database.ts';
import { createKernels } from '../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets } from '../../src/main/core/vectors/sets/vector-sets.ts';
import { openWordNet, type WordNet } from '../../src/main/core/wordnet/wordnet.ts';
import type { CallContext } from '../../src/shared/rpc/router.ts';
import type { Progress } from '../../src/shared/progress.ts';
import { root } from '../setup/run-script.ts';

export interface ContextsBench {
  readonly contexts: Contexts;
  readonly deps: ContextDeps;
  readonly lines: readonly string[];
  /** What a handler gets beside its input; reports are kept in `reports`. */
  call(signal?: AbortSignal): CallContext & { readonly reports: readonly Progress[] };
  dispose(): Promise<void>;
}

export interface ContextsBenchOptions {
  /** Only the first so many glosses of WordNet are there. */
  readonly glosses?: number;
  /** `data` of the app without its twins and maps. */
  readonly bareData?: boolean;
}

export const dataDir = join(root, 'data');

/** The context services over a new data folder, with the real WordNet, kernels, SQLite and the bundled encoder. */
export async function openContextsBench(options: ContextsBenchOptions = {}): Promise<ContextsBench> {
  const folder = await mkdtemp(join(tmpdir(), 'semascope-test-'));
  const resources = {
    ...resourcesOf(root, '0.0.0'),
    kernelWorkerFile: join(root, 'src/main/core/vectors/kernels/kernel-worker.ts'),
  };
  const shippedDir = options.bareData ? bareData(folder) : dataDir;
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const store = openDatabase(folder, { log });
  const kernels = await createKernels({ resources, threads: 2 });
  const sets = createVectorSets({ store, kernels, resources });
  const encoders = createEncoders({ shippedDir, dataDir: folder, store, log });
  const whole = openWordNet(resources.wordnetDir);
  const wordNet = options.glosses === undefined ? whole : withFewerGlosses(whole, options.glosses);
  const deps: ContextDeps = { store, kernels, sets, encoders, wordNet, shippedDir, log };
  const contexts = createContexts(deps);
  return {
    contexts,
    deps,
    lines,
    call: (signal = new AbortController().signal) => {
      const reports: Progress[] = [];
      return { signal, caller: 'page', reports, report: (progress) => void reports.push(progress) };
    },
    dispose: async () => {
      contexts.dispose();
      whole.dispose();
      await encoders.dispose();
      await sets.dispose();
      await kernels.dispose();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function bareData(folder: string): string {
  const dir = join(folder, 'shipped');
  mkdirSync(dir);
  for (const part of ['encoders', 'samples'])
    cpSync(join(dataDir, part), join(dir, part), { recursive: true });
  return dir;
}

function withFewerGlosses(wordNet: WordNet, count: number): WordNet {
  return {
    ...wordNet,
    *glosses() {
      let left = count;
      for (const gloss of wordNet.glosses()) {
        if (left-- === 0) return;
        yield gloss;
      }
    },
  };
}
