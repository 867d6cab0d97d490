import { copyFileSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChildCore, type ChildCore } from './child-core.ts';
import { onSmallDisk } from './limited.ts';

/** A small file system that one core has its data on; this process sees it too, by another path. */
export interface SmallDisk {
  readonly core: ChildCore;
  /** The core's data folder, as the core knows it. */
  readonly dataDir: string;
  freeBytes(): number;
  /** Leaves so many bytes free, none unless said, until the returned function is called. */
  fill(leave?: number): () => void;
  /** Copies the data folder from the disk into `dir`. */
  copyTo(dir: string): void;
  /** Copies the files of `dir` into the data folder. */
  copyFrom(dir: string): void;
}

const filler = 'filler';

/** Starts a process that sees a disk of `sizeBytes` in the place of `mountDir`, with a folder for data on it. */
export async function startOnSmallDisk(mountDir: string, sizeBytes: number): Promise<SmallDisk> {
  const core = startChildCore({ command: onSmallDisk(mountDir, sizeBytes) });
  await core.started;
  const seen = join(`/proc/${core.pid}/root`, mountDir);
  const seenData = join(seen, 'data');
  mkdirSync(seenData);
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(seen);
    return bavail * bsize;
  };
  return {
    core,
    dataDir: join(mountDir, 'data'),
    freeBytes,
    fill: (leave = 0) => {
      writeFileSync(join(seen, filler), Buffer.alloc(freeBytes() - leave));
      return () => rmSync(join(seen, filler));
    },
    copyTo: (dir) => copyFiles(seenData, dir),
    copyFrom: (dir) => copyFiles(dir, seenData),
  };
}

function copyFiles(from: string, to: string): void {
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}
