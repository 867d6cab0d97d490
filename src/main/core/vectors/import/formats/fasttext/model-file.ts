import { AppError } from '../../../../../../shared/errors.ts';
import type { RandomAccess } from '../../sources/vector-source.ts';

/** A fastText model's bytes, by position. */
export interface ModelFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Exactly `length` bytes; throws `bad-file` where the file is cut in the middle of `what`. */
  read(position: number, length: number, what: string): Promise<Buffer>;
  /** Throws `bad-file` unless `length` more bytes lie from `position` on. */
  expectBytes(position: number, length: number, what: string): void;
}

export function createModelFile(name: string, access: RandomAccess): ModelFile {
  const { sizeBytes } = access;
  function expectBytes(position: number, length: number, what: string): void {
    if (position + length <= sizeBytes) return;
    const left = Math.max(0, sizeBytes - position);
    throw cutShort(name, `expected ${length} bytes of ${what} from byte ${position} on, found ${left}`);
  }
  return {
    name,
    sizeBytes,
    expectBytes,
    read: (position, length, what) => {
      expectBytes(position, length, what);
      return access.read(position, length);
    },
  };
}

export function cutShort(name: string, how: string): AppError {
  return new AppError('bad-file', `${name} is a fastText model cut short: ${how}`);
}

export function damaged(name: string, how: string): AppError {
  return new AppError('bad-file', `${name} is a damaged fastText model: ${how}`);
}

/** A 64-bit count; throws `bad-file` for one that no file can have. */
export function readCount(bytes: Buffer, offset: number, { name }: ModelFile, what: string): number {
  const count = bytes.readBigInt64LE(offset);
  if (count >= 0n && count <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(count);
  throw damaged(name, `expected a number of ${what}, found ${count}`);
}
