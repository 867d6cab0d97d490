import { open, type FileHandle } from 'node:fs/promises';
import { AppError, throwIfAborted } from '../../../../shared/errors.ts';

/** What to read next: bytes [start, end) of a buffer that is reused, so nothing may keep it. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Small enough that the thread answers other calls between chunks, large enough that reading costs nothing. */
const chunkBytes = 1024 * 1024;

/**
 * Feeds a file to `consume` in chunks. It returns how many bytes it has used up; the rest comes again in front of the
 * next chunk. `onProgress` gets bytes done and in all. Throws `file-not-found`, `bad-file`, `canceled`.
 */
export async function readChunks(
  path: string,
  consume: (chunk: Chunk) => number,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<void> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    let buffer = Buffer.allocUnsafe(2 * chunkBytes);
    let kept = 0;
    for (let position = 0; position < size;) {
      throwIfAborted(options.signal);
      if (buffer.length - kept < chunkBytes) buffer = Buffer.concat([buffer], buffer.length * 2);
      const { bytesRead } = await file.read(buffer, kept, chunkBytes, position);
      if (bytesRead === 0) throw new AppError('bad-file', `${path} became shorter while it was read`);
      position += bytesRead;
      const filled = kept + bytesRead;
      const used = consume({ bytes: buffer.subarray(0, filled), isLast: position >= size });
      buffer.copyWithin(0, used, filled);
      kept = filled - used;
      options.onProgress?.(position, size);
    }
  } finally {
    await file.close();
  }
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
