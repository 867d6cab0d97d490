import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, temporaryDir } from '../../support.ts';
import {
  openSource,
  type SourceOptions,
} from '../../../../../../src/main/core/vectors/import/sources/open-source.ts';

export const packed = (name: string): string => fixture(join('packed', name));

/** The text that `test/fixtures/packed` holds. */
export const text = Array.from(
  { length: 12_000 },
  (_, k) => `word${k} ${(k * k) % 97} ${(k * 7) % 13}\n`,
).join('');

/** Writes a file into a folder of its own. */
export function write(name: string, content: string | Uint8Array): string {
  const path = join(temporaryDir(), name);
  writeFileSync(path, content);
  return path;
}

export interface ReadSource {
  readonly name: string;
  readonly baseName: string;
  readonly bytes: Buffer;
  readonly head: Buffer;
  /** What progress was reported. */
  readonly progress: readonly (readonly [done: number, total: number])[];
}

/** All bytes of a source, as a reader gets them. */
export async function readSource(path: string, options: SourceOptions = {}): Promise<ReadSource> {
  const source = await openSource(path, options);
  try {
    const parts: Buffer[] = [];
    const progress: (readonly [number, number])[] = [];
    const consume = ({ bytes }: { bytes: Buffer }): number => {
      parts.push(Buffer.from(bytes));
      return bytes.length;
    };
    await source.read(consume, { onProgress: (done, total) => progress.push([done, total]) });
    const { name, baseName, head } = source;
    return { name, baseName, bytes: Buffer.concat(parts), head, progress };
  } finally {
    await source.dispose();
  }
}
