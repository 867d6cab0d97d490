import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What the build reads, beside the packages that the lock file names. */
const inputs = [
  'src',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'scripts/build.mjs',
  'scripts/build-kernels.mjs',
];

/** Whether anything at or below `path` changed after `time`; a removed file shows in the time of its folder. */
function hasNewer(path, time) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  if (stat.mtimeMs > time) return true;
  return stat.isDirectory() && readdirSync(path).some((name) => hasNewer(join(path, name), time));
}

/** Whether `out` holds a build of the sources as they are. A few milliseconds. */
export function isFresh(root) {
  const built = statSync(join(root, 'out/.built'), { throwIfNoEntry: false });
  return built !== undefined && !inputs.some((path) => hasNewer(join(root, path), built.mtimeMs));
}

/** Says that the sources as they were at `time` are built: a change during the build counts as newer. */
export function markBuilt(root, time) {
  const file = join(root, 'out/.built');
  writeFileSync(file, '');
  utimesSync(file, time, time);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' }));
  if (owner && !isAlive(owner)) rmSync(file, { force: true });
  return false;
}

/** Runs `action` while no other process builds; waits for one that does. A lock whose owner died is taken away. */
export async function withBuildLock(root, action) {
  const file = join(root, 'out/.building');
  mkdirSync(join(root, 'out'), { recursive: true });
  for (let isSaid = false; !tryLock(file); isSaid = true) {
    if (!isSaid) process.stderr.write('Waiting for another build to end ...\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}
