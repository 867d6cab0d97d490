import { join } from 'node:path';
import { createClient } from '../../../shared/rpc/client.ts';
import { createCoreSupervisor } from '../../processes/core-supervisor.ts';
import { forkCore } from '../../processes/fork-core.ts';
import { formatCoreArgs } from '../core-process/core-args.ts';
import { startServer } from '../http/start-server.ts';
import { createLogFile } from '../log-file.ts';
import { watchFirstStart, type FirstStartWatcher } from '../watch-first-start.ts';

export interface ServeAppOptions extends FirstStartWatcher {
  readonly root: string;
  readonly version: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly onReady: (address: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Serves the app to browsers on this machine until the signal is aborted. Throws what keeps the core from starting (a damaged
 * database, another instance), or `in-use` for a port that is taken.
 */
export async function serveApp(options: ServeAppOptions): Promise<void> {
  const { root, version, dataDir, host, port, onReady, signal, onProgress, onDone } = options;
  const log = createLogFile(join(dataDir, 'semascope.log'));
  const entry = join(root, 'out/main/core-process.cjs');
  const args = formatCoreArgs({ dataDir, root, version });
  const core = createCoreSupervisor({ start: () => forkCore({ entry, args, log }), log });
  try {
    const client = createClient(core.connect('command-line'));
    await client.call('app.info', {}, { signal });
    client.dispose();
    const pages = watchFirstStart(core, {
      onProgress,
      onDone: (failure) => {
        if (!signal.aborted) onDone(failure);
      },
    });
    const rendererDir = join(root, 'out/renderer');
    const server = await startServer({ host, port, rendererDir, dataDir, core: pages, log });
    onReady(server.address);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await server.close();
  } finally {
    await core.dispose();
  }
}
