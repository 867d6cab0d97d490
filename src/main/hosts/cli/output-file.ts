import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import { fileError } from './file-error.ts';

/**
 * Writes a file by `write` and puts it in place only when it is whole: an interrupt or an error leaves what was
 * there before, and no part of the new one. The file is open for reading and writing at any position.
 */
export async function writeWhole(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const target = await resolveTarget(path);
  const partial = `${target}.${process.pid}.partial`;
  try {
    const file = await open(partial, 'w');
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw fileError(error, path);
  }
}

/** The file that a path names, through links. Throws `bad-file` for what is there and is no plain file. */
async function resolveTarget(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return path;
  if (!stats.isFile()) {
    const found = stats.isDirectory() ? 'a folder' : 'a device';
    throw new AppError('bad-file', `${path}: expected a file to write, found ${found}`);
  }
  return await realpath(path);
}
