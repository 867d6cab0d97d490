import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, throwIfAborted } from '../../../../../shared/errors.ts';
import type { ReadOptions } from '../row-sink.ts';
import type { Piece } from './stretch.ts';
import type { RandomAccess } from './vector-source.ts';

/** What is to be unpacked. */
export interface Unpacking {
  /** For messages. */
  readonly name: string;
  readonly pieces: AsyncIterable<Piece>;
  /** How many packed bytes there are. */
  readonly totalBytes: number;
}

/** Unpacks into a file of `dir` that goes when it is closed. Throws `disk-full`, and what the pieces throw. */
export async function unpackToScratch(
  unpacking: Unpacking,
  dir: string,
  options: ReadOptions,
): Promise<RandomAccess> {
  const path = join(dir, `${randomUUID()}.unpacked`); // never by the name that an archive gives
  let handle: FileHandle | undefined;
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
    await rm(path, { force: true }).catch(() => undefined); // the next import clears the folder
  };
  try {
    await mkdir(dir, { recursive: true });
    handle = await open(path, 'wx+', 0o600);
    const sizeBytes = await writePieces(handle, unpacking, options);
    return toRandomAccess(handle, { name: unpacking.name, sizeBytes, close });
  } catch (error) {
    await close();
    throw toScratchError(error, `unpacking ${unpacking.name} into ${dir}`);
  }
}

/** Removes what an import left in `dir` that did not come to its end. For the holder of the import lock only. */
export function clearScratch(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true });
  } catch {
    // Some systems keep files that another program has open: another time, then.
  }
}

async function writePieces(
  handle: FileHandle,
  { pieces, totalBytes }: Unpacking,
  { signal, onProgress }: ReadOptions,
): Promise<number> {
  let sizeBytes = 0;
  for await (const { bytes, position } of pieces) {
    throwIfAborted(signal);
    for (let at = 0; at < bytes.length;) {
      at += (await handle.write(bytes, at, bytes.length - at, sizeBytes + at)).bytesWritten;
    }
    sizeBytes += bytes.length;
    onProgress?.(position, totalBytes);
  }
  return sizeBytes;
}

function toRandomAccess(
  handle: FileHandle,
  file: { readonly name: string; readonly sizeBytes: number; readonly close: () => Promise<void> },
): RandomAccess {
  const { name, sizeBytes, close } = file;
  return {
    sizeBytes,
    read: async (position, length) => {
      const bytes = Buffer.allocUnsafe(length);
      const { bytesRead } = await handle.read(bytes, 0, length, position);
      if (bytesRead === length) return bytes;
      throw new AppError(
        'bad-file',
        `${name} is cut short: expected ${length} bytes from byte ${position} on, found ${bytesRead}`,
      );
    },
    close,
  };
}

const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function toScratchError(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError || !('code' in error)) return error;
  if (fullCodes.includes(String(error.code))) {
    return new AppError('disk-full', `${what}: the disk is full; free some space, and try again`, {
      cause: error,
    });
  }
  return new AppError('bad-file', `${what}: ${error.message}`, { cause: error });
}
