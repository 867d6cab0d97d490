import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, type CommandResult } from './run-command.ts';

const attempts = 10;
const env = { DEBIAN_FRONTEND: 'noninteractive' };
const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
const quiet = { env, quiet: true };

/** Runs apt-get; waits and tries again while somebody else holds one of its locks. */
async function aptGet(...args: readonly string[]): Promise<CommandResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await runCommand('apt-get', [...options, ...args], quiet);
    const isLocked = /could not get lock|unable to (acquire|lock)/i.test(result.output);
    if (result.isDone || !isLocked || attempt === attempts) return result;
    await sleep(5000);
  }
}

/** Why system packages cannot be installed here; undefined where they can. */
async function obstacle(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'apt-get is for Debian only';
  if (process.getuid?.() !== 0) return 'apt-get needs root';
  const hasAptGet = (await runCommand('apt-get', ['--version'], quiet)).isDone;
  return hasAptGet ? undefined : 'there is no apt-get';
}

let updated: Promise<CommandResult> | undefined;

/** The first of the names that this release of Debian has: some changed from one release to the next. */
async function chooseName(names: readonly string[]): Promise<string> {
  for (const name of names) {
    const policy = await runCommand('apt-cache', ['policy', name], quiet);
    if (/Candidate: (?!\(none\))/.test(policy.output)) return name;
  }
  return names[0] ?? '';
}

/**
 * Installs Debian packages where this runs as root. Each entry lists the names that one package has had.
 * Returns why it could not, or undefined when they are there.
 */
export async function installPackages(packages: readonly (readonly string[])[]): Promise<string | undefined> {
  const reason = await obstacle();
  if (reason) return reason;
  updated ??= aptGet('update');
  await updated; // where it fails, the lists that are there may still do
  const names = await Promise.all(packages.map(chooseName));
  console.log(`installing ${names.join(' ')} ...`);
  const result = await aptGet('install', '-y', '--no-install-recommends', ...names);
  return result.isDone ? undefined : `apt-get install ${names.join(' ')} failed: ${lastLine(result.output)}`;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
