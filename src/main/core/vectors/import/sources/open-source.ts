import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, throwIfAborted } from '../../../../../shared/errors.ts';
import type { ReadOptions } from '../row-sink.ts';
import { headBytes, type Chunk, type RandomAccess, type VectorSource } from './vector-source.ts';

export interface SourceOptions {
  /** What a person knows the file by, where its path has another name. */
  readonly name?: string | undefined;
  /** The word list or metadata that a person named for this file. */
  readonly companionPath?: string | undefined;
  /** The same for the word list. */
  readonly companionName?: string | undefined;
}

/** Small enough that the thread answers other calls between chunks, large enough that reading costs nothing. */
const chunkBytes = 1024 * 1024;

/** Opens a file of vectors. Throws `file-not-found`, `bad-file`. */
export async function openSource(path: string, options: SourceOptions = {}): Promise<VectorSource> {
  const name = options.name ?? basename(path);
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, headBytes));
    await file.read(head, 0, head.length, 0);
    return {
      name,
      head,
      sizeBytes: size,
      read: (consume, readOptions) => readChunks(file, { name, size }, consume, readOptions),
      open: () => Promise.resolve(toRandomAccess(file, name, size)),
      companion: (names) => findCompanion(path, names, options),
      dispose: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readChunks(
  file: FileHandle,
  { name, size }: { readonly name: string; readonly size: number },
  consume: (chunk: Chunk) => number,
  { signal, onProgress }: ReadOptions,
): Promise<void> {
  let buffer = Buffer.allocUnsafe(2 * chunkBytes);
  let kept = 0;
  let position = 0;
  do {
    throwIfAborted(signal);
    if (buffer.length - kept < chunkBytes) buffer = Buffer.concat([buffer], buffer.length * 2);
    const { bytesRead } = await file.read(buffer, kept, Math.min(chunkBytes, size - position), position);
    if (bytesRead === 0 && position < size)
      throw new AppError('bad-file', `${name} became shorter while it was read`);
    position += bytesRead;
    const filled = kept + bytesRead;
    const used = consume({ bytes: buffer.subarray(0, filled), isLast: position >= size });
    buffer.copyWithin(0, used, filled);
    kept = filled - used;
    onProgress?.(position, size);
  } while (position < size);
}

function toRandomAccess(file: FileHandle, name: string, sizeBytes: number): RandomAccess {
  return {
    sizeBytes,
    read: async (position, length) => {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await file.read(bytes, 0, length, position);
      if (bytesRead === length) return bytes;
      throw new AppError(
        'bad-file',
        `${name} is cut short: expected ${length} bytes from byte ${position} on, found ${bytesRead}`,
      );
    },
    close: () => Promise.resolve(),
  };
}

async function findCompanion(
  path: string,
  names: readonly string[],
  { companionPath, companionName }: SourceOptions,
): Promise<VectorSource | undefined> {
  if (companionPath !== undefined) return openSource(companionPath, { name: companionName });
  for (const name of names) {
    const candidate = join(dirname(path), name);
    if ((await stat(candidate).catch(() => undefined))?.isFile()) return openSource(candidate);
  }
  return undefined;
}

async function openFile(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) throw new AppError('file-not-found', `${path} does not exist`, { cause: error });
    throw new AppError('bad-file', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new AppError('bad-file', `${path} is not a file: expected a file of word vectors`);
}
