import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError, throwIfAborted } from '../../../../../shared/errors.ts';
import type { Piece, Stretch } from './stretch.ts';

/** A file that is being read. */
export interface InputFile {
  readonly handle: FileHandle;
  readonly whole: Stretch;
  /** The bytes from `start` to `end`, which messages call `name`. */
  stretch(name: string, start: number, end: number): Stretch;
  /** Throws `bad-file` when somebody has written to the file since it was opened. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Small enough that the thread answers other calls between pieces, large enough that reading costs nothing. */
const pieceBytes = 1024 * 1024;

/** Opens a file for reading, which messages call `name`. Throws `file-not-found`, `bad-file`. */
export async function openInputFile(path: string, name: string): Promise<InputFile> {
  const handle = await openHandle(path);
  const before = await handle.stat();
  if (!before.isFile()) {
    await handle.close();
    throw new AppError('bad-file', `${path} is not a file: expected a file of word vectors`);
  }
  const stretch = (label: string, start: number, end: number): Stretch => ({
    name: label,
    sizeBytes: end - start,
    pieces: (from, signal) => readPieces({ handle, name: label, start, end }, from, signal),
    read: (position, length) => readExactly({ handle, name: label, start, end }, position, length),
  });
  return {
    handle,
    whole: stretch(name, 0, before.size),
    stretch,
    assertUnchanged: async () => {
      const { size, mtimeMs } = await handle.stat();
      if (size === before.size && mtimeMs === before.mtimeMs) return;
      throw new AppError(
        'bad-file',
        `${name} was changed while it was read: import it again once it is complete`,
      );
    },
    close: () => handle.close(),
  };
}

interface Place {
  readonly handle: FileHandle;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Reads one piece ahead, so that the disk works while the last one is used. */
async function* readPieces(
  place: Place,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Piece> {
  const sizeBytes = place.end - place.start;
  const buffers = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)];
  const fill = (position: number): Promise<Buffer> => {
    const target = buffers.reverse()[0]!.subarray(0, Math.min(pieceBytes, sizeBytes - position));
    const filling = readInto(place, position, target);
    filling.catch(() => undefined); // whoever awaits it gets the error, and nobody may
    return filling;
  };
  if (from >= sizeBytes) return;
  let next = fill(from);
  try {
    for (let position = from; position < sizeBytes;) {
      const bytes = await next;
      throwIfAborted(signal);
      position += bytes.length;
      if (position < sizeBytes) next = fill(position);
      yield { bytes, position };
    }
  } finally {
    await next.catch(() => undefined); // nothing may read from the file once it is closed
  }
}

async function readExactly(place: Place, position: number, length: number): Promise<Buffer> {
  const available = Math.max(0, place.end - place.start - position);
  if (length <= available) return readInto(place, position, Buffer.allocUnsafe(length));
  throw new AppError(
    'bad-file',
    `${place.name} is cut short: expected ${length} bytes from byte ${position} on, found ${available}`,
  );
}

async function readInto({ handle, name, start }: Place, position: number, target: Buffer): Promise<Buffer> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await readSome(handle, target.subarray(filled), start + position + filled, name);
    if (bytesRead === 0) throw new AppError('bad-file', `${name} became shorter while it was read`);
    filled += bytesRead;
  }
  return target;
}

async function readSome(
  handle: FileHandle,
  target: Buffer,
  position: number,
  name: string,
): Promise<{ bytesRead: number }> {
  try {
    return await handle.read(target, 0, target.length, position);
  } catch (error) {
    throw new AppError('bad-file', `${name} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Without O_NONBLOCK, opening a pipe would wait for somebody to write to it. */
const openFlags = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

async function openHandle(path: string): Promise<FileHandle> {
  try {
    return await open(path, openFlags);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError('file-not-found', `${path} does not exist`, { cause: error });
    }
    throw new AppError('bad-file', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
