import { spawnSync } from 'node:child_process';

/**
 * Commands to start a process by, so that it meets a full disk or a folder that cannot be written. What is mounted is seen by that
 * process alone and goes with it: `/proc/PID/root` shows it to others.
 */
type Command = readonly string[];

/** As root, or as anybody where the system lets everybody have mounts of their own. */
const namespaces: readonly Command[] = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
];

const namespace = namespaces.find(([command = '', ...args]) => {
  const probe = [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /tmp'];
  return process.platform === 'linux' && spawnSync(command, probe, { stdio: 'ignore' }).status === 0;
});

/** Whether the mounts below can be had on this machine. */
export const canMount = namespace !== undefined;
if (!canMount) {
  process.stderr.write(
    'skipped: tests on small file systems, which need Linux, unshare, and the right to mount\n',
  );
}

/** For a process to which `dir` is an empty file system of that size. */
export function onSmallDisk(dir: string, sizeBytes: number): Command {
  return mounting(`mount -t tmpfs -o size=${sizeBytes} tmpfs "$0"`, dir);
}

/** For a process that can read `dir` but not write it, whoever it is. */
export function onReadOnlyDisk(dir: string): Command {
  return mounting('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', dir);
}

/** For a process that can write no file beyond that size. */
export function withFileLimit(sizeBytes: number): Command {
  return ['sh', '-c', `ulimit -f ${Math.ceil(sizeBytes / 512)} && exec "$0" "$@"`];
}

function mounting(script: string, dir: string): Command {
  return [...namespace!, 'sh', '-c', `${script} && exec "$@"`, dir];
}
