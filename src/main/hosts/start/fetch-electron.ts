import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface FetchOptions {
  /** The folder of the `electron` package. */
  readonly packageDir: string;
  /** No byte for so long, and it is given up for now. */
  readonly stallMs: number;
  readonly onProgress: (share: number) => void;
}

type DownloadArtifact = (options: Record<string, unknown>) => Promise<string>;

/** Rejects when `touch` was not called for `stallMs`. */
function watchStall(stallMs: number): { promise: Promise<never>; touch: () => void; stop: () => void } {
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => (fail = reject));
  const begin = (): NodeJS.Timeout => setTimeout(() => fail(new Error('no answer')), stallMs);
  let timer = begin();
  return {
    promise,
    touch: () => {
      clearTimeout(timer);
      timer = begin();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Downloads the archive into the cache where the `electron` package's own installer looks for it. */
async function download({ packageDir, stallMs, onProgress }: FetchOptions): Promise<void> {
  const require = createRequire(join(packageDir, 'package.json'));
  const { version } = require('./package.json') as { version: string };
  const { downloadArtifact } = (await import(pathToFileURL(require.resolve('@electron/get')).href)) as {
    downloadArtifact: DownloadArtifact;
  };
  const stall = watchStall(stallMs);
  const checksums = JSON.parse(readFileSync(join(packageDir, 'checksums.json'), 'utf8')) as unknown;
  const getProgressCallback = ({ percent }: { percent: number }): Promise<void> => {
    stall.touch();
    onProgress(percent);
    return Promise.resolve();
  };
  const downloading = downloadArtifact({
    ...{ version, artifactName: 'electron', checksums },
    ...{ platform: process.platform, arch: process.arch },
    downloadOptions: { quiet: true, getProgressCallback },
  });
  downloading.catch(() => undefined); // it may still fail when nobody waits for it any more
  try {
    await Promise.race([downloading, stall.promise]);
  } finally {
    stall.stop();
  }
}

/**
 * Fetches the binary of the `electron` package, which does so itself only when it is first run. Returns why it could not, in a few
 * words, or undefined when the binary is there. It gives up soon where nothing answers, and else takes its time.
 */
export async function fetchElectron(options: FetchOptions): Promise<string | undefined> {
  const installer = join(options.packageDir, 'install.js');
  if (!existsSync(installer)) return 'the electron package is not installed';
  try {
    await download(options);
    await promisify(execFile)(process.execPath, [installer]);
    return undefined;
  } catch {
    return "Electron's binary could not be downloaded";
  }
}
