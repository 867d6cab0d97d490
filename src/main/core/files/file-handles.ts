import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OpenedFile } from '../../../shared/domain.ts';
import { AppError } from '../../../shared/errors.ts';

/** What a handle stands for. */
export interface ChosenFile {
  readonly path: string;
  /** What a person knows it by. */
  readonly name: string;
  readonly mode: 'read' | 'write';
  /** It is removed with its handle: a copy that was made for the core alone. */
  readonly isTemporary: boolean;
}

/** Files that persons chose, by handles that tell nothing about where they lie. */
export interface FileHandles {
  /** Throws `file-not-found` or `bad-file` for what cannot be read. */
  open(file: Omit<ChosenFile, 'name'> & { readonly name?: string | undefined }): Promise<OpenedFile>;
  /** Throws `unknown-file` for a handle that is not known, or was not given for this. */
  find(file: string, mode: ChosenFile['mode']): ChosenFile;
  /** Forgets a handle, known or not; a temporary file goes with it. */
  close(file: string): Promise<void>;
  dispose(): Promise<void>;
}

export function createFileHandles(): FileHandles {
  const known = new Map<string, ChosenFile>();

  async function close(file: string): Promise<void> {
    const chosen = known.get(file);
    known.delete(file);
    if (chosen?.isTemporary) await rm(chosen.path, { force: true });
  }

  return {
    open: async ({ path, name, mode, isTemporary }) => {
      const sizeBytes = mode === 'read' ? await sizeOf(path, name ?? path) : 0;
      const file = randomBytes(18).toString('base64url');
      const chosen = { path, name: name ?? basename(path), mode, isTemporary };
      known.set(file, chosen);
      return { file, name: chosen.name, sizeBytes };
    },
    find: (file, mode) => {
      const chosen = known.get(file);
      if (chosen?.mode === mode) return chosen;
      throw new AppError('unknown-file', 'this file is not open any more: choose it again');
    },
    close,
    dispose: async () => {
      await Promise.allSettled([...known.keys()].map(close));
    },
  };
}

async function sizeOf(path: string, name: string): Promise<number> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new AppError('file-not-found', `${name} does not exist`, { cause: error });
    throw new AppError('bad-file', `${name} cannot be read: ${error.message}`, { cause: error });
  });
  if (stats.isFile()) return stats.size;
  const found = stats.isDirectory() ? 'a folder' : 'something else';
  throw new AppError('bad-file', `${name}: expected a file, found ${found}`);
}
