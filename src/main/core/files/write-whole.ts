import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import { fileError } from './file-error.ts';

/** A file to write. */
export interface TargetFile {
  readonly path: string;
  /** What a person knows it by, for messages; its path unless that is not theirs to see. */
  readonly name?: string | undefined;
}

export interface WriteOptions {
  /** Replace what is there; true unless it is said. */
  readonly overwrite?: boolean | undefined;
}

/**
 * Writes a file by `write` and puts it in place only when it is whole: an interrupt or an error leaves what was
 * there before, and no part of the new one. The file is open for reading and writing at any position.
 */
export async function writeWhole(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  await writeAllWhole([{ path }], ([file]) => write(file!));
}

/** The same for files that belong together: none of them is put in place before all are whole. Throws
 * `file-exists`, `bad-file`, `disk-full`, `file-not-found`. */
export async function writeAllWhole(
  targets: readonly TargetFile[],
  write: (files: readonly FileHandle[]) => Promise<void>,
  { overwrite = true }: WriteOptions = {},
): Promise<void> {
  const parts: Part[] = [];
  try {
    for (const target of targets) parts.push(await openPart(target, overwrite));
    await write(parts.map(({ file }) => file));
    for (const part of parts) await within(part, () => part.file.sync());
    for (const part of parts) await part.file.close();
    for (const part of parts) await within(part, () => rename(part.partial, part.path));
  } catch (error) {
    for (const { file } of parts) await file.close().catch(() => undefined); // closed already, or nothing to be done
    for (const { partial } of parts) await rm(partial, { force: true });
    throw targets[0] ? fileError(error, shown(targets[0])) : error;
  }
}

interface Part {
  readonly name: string;
  /** Where the file will be. */
  readonly path: string;
  readonly partial: string;
  readonly file: FileHandle;
}

async function openPart(target: TargetFile, overwrite: boolean): Promise<Part> {
  const name = shown(target);
  const path = await resolveTarget(target.path, { name, overwrite });
  const partial = `${path}.${process.pid}.partial`;
  return within({ name }, async () => ({ name, path, partial, file: await open(partial, 'w') }));
}

/** What fails in it is about this file. */
async function within<T>({ name }: Pick<Part, 'name'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, name);
  }
}

function shown({ name, path }: TargetFile): string {
  return name ?? path;
}

/** The file that a path names, through links. Throws `bad-file` for what is there and is no plain file, `file-exists` for what may not be replaced. */
async function resolveTarget(
  path: string,
  { name, overwrite }: { readonly name: string; readonly overwrite: boolean },
): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return path;
  if (!stats.isFile()) {
    const found = stats.isDirectory() ? 'a folder' : 'a device';
    throw new AppError('bad-file', `${name}: expected a file to write, found ${found}`);
  }
  if (!overwrite) throw new AppError('file-exists', `${name} is there already`);
  return await realpath(path);
}
