import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of files that are on their way to or from a browser. */
export interface TransferFolder {
  /** A new path in the folder; its name tells nothing of the file's. */
  newPath(): Promise<string>;
  /** Removes the files of this process, and the folder when nobody else uses it. */
  dispose(): Promise<void>;
}

/**
 * Opens the folder after removing what earlier processes left in it. The name of each file begins with the number of the process
 * that made it: where that one runs no more, nobody waits for the file. Should another process have its number by now, the
 * file stays until the next start.
 */
export async function openTransferFolder(folder: string, isRunning = hasProcess): Promise<TransferFolder> {
  const own = String(process.pid);

  async function removeFiles(isUnused: (pid: string) => boolean): Promise<void> {
    const names = await readdir(folder).catch(() => []); // it is made when it is needed
    for (const name of names) {
      const pid = /^(\d+)-/.exec(name)?.[1];
      if (pid !== undefined && isUnused(pid)) await rm(join(folder, name), { force: true });
    }
  }

  await removeFiles((pid) => pid === own || !isRunning(Number(pid)));
  return {
    newPath: async () => {
      await mkdir(folder, { recursive: true });
      return join(folder, `${own}-${randomBytes(18).toString('hex')}`);
    },
    dispose: () => removeFiles((pid) => pid === own),
  };
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
