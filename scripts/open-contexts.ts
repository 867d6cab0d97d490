import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContexts, type Contexts } from '../src/main/core/contexts/create-contexts.ts';
import type { ContextDeps } from '../src/main/core/contexts/context-parts.ts';
import { createEncoders } from '../src/main/core/encoders/create-encoders.ts';
import { resourcesOf } from '../src/main/core/options.ts';
import { openDatabase } from '../src/main/core/store/database.ts';
import { createKernels } from '../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets } from '../src/main/core/vectors/sets/vector-sets.ts';
import { openWordNet } from '../src/main/core/wordnet/wordnet.ts';
import type { ReportProgress } from '../src/shared/progress.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const shippedDir = join(root, 'data');

/** The services that make what ships in `data`, over a database of their own that goes when they are closed. */
export interface OpenContexts {
  readonly deps: ContextDeps;
  readonly contexts: Contexts;
  dispose(): Promise<void>;
}

/** Opens them. `dataDir` keeps a database for the next run. */
export async function openContexts(dataDir?: string): Promise<OpenContexts> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'semascope-make-'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  // The thread's source, so that the app need not have been built.
  const kernelWorkerFile = join(root, 'src/main/core/vectors/kernels/kernel-worker.ts');
  const resources = { ...resourcesOf(root, version), kernelWorkerFile };
  if (!existsSync(resources.kernelsFile))
    execFileSync(process.execPath, [join(root, 'scripts/build-kernels.mjs')]);
  const log = (line: string): void => console.error(line);
  const store = openDatabase(folder, { log });
  const kernels = await createKernels({ resources });
  const sets = createVectorSets({ store, kernels, resources });
  const encoders = createEncoders({ shippedDir, dataDir: folder, store, log });
  const wordNet = openWordNet(resources.wordnetDir);
  const deps: ContextDeps = { store, kernels, sets, encoders, wordNet, shippedDir, log };
  const contexts = createContexts(deps);
  return {
    deps,
    contexts,
    dispose: async () => {
      contexts.dispose();
      wordNet.dispose();
      await encoders.dispose();
      await sets.dispose();
      await kernels.dispose();
      store.close();
      if (dataDir === undefined) rmSync(folder, { recursive: true });
    },
  };
}

/** Shows progress in one line of standard error. */
export const showProgress: ReportProgress = ({ phase, done, total, timeLeftMs }) => {
  const left = timeLeftMs === undefined ? '' : `, ${Math.ceil(timeLeftMs / 1000)} s left`;
  process.stderr.write(`\r\u001b[K${phase} ${done} of ${total}${left}`);
  if (done === total) process.stderr.write('\n');
};
