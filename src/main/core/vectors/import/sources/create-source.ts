import type { ReadOptions } from '../row-sink.ts';
import { guardUnpacking, unpackLimits, type UnpackLimits } from './bomb-guard.ts';
import type { Unpack } from './codecs/codec.ts';
import { feed } from './feed.ts';
import type { InputFile } from './input-file.ts';
import { unpackToScratch } from './scratch-file.ts';
import type { Piece, Stretch } from './stretch.ts';
import { headBytes, type RandomAccess, type VectorSource } from './vector-source.ts';

export interface SourceParts {
  readonly file: InputFile;
  /** Where the source lies in the file. */
  readonly stretch: Stretch;
  /** How it is unpacked; undefined where it is plain. */
  readonly unpack: Unpack | undefined;
  /** Its first bytes, where they are known. */
  readonly head?: Buffer | undefined;
  readonly baseName: string;
  readonly sizeBytes: number | undefined;
  /** Where packed files are unpacked for random access. */
  readonly scratchDir: string;
  readonly limits?: UnpackLimits | undefined;
  readonly companion: VectorSource['companion'];
}

/** A source of its own: it closes the file. Throws `bad-file` where even the first bytes cannot be unpacked. */
export async function createSource(parts: SourceParts): Promise<VectorSource> {
  const { file, stretch, unpack, scratchDir, limits = unpackLimits } = parts;
  const opened = new Set<RandomAccess>();
  let isClosed = false;

  function pieces(signal: AbortSignal | undefined): AsyncIterable<Piece> {
    if (!unpack) return stretch.pieces(0, signal);
    return guardUnpacking(unpack(stretch, signal), stretch, limits);
  }

  async function open(options: ReadOptions): Promise<RandomAccess> {
    if (!unpack) return accessTo(stretch);
    const unpacking = {
      name: stretch.name,
      pieces: pieces(options.signal),
      totalBytes: stretch.sizeBytes,
    };
    const access = await unpackToScratch(unpacking, scratchDir, options);
    await file.assertUnchanged();
    opened.add(access);
    return access;
  }

  return {
    name: stretch.name,
    baseName: parts.baseName,
    head: parts.head ?? (await readHead(pieces(undefined))),
    sizeBytes: parts.sizeBytes,
    read: async (consume, options) => {
      await feed(pieces(options.signal), consume, { ...options, totalBytes: stretch.sizeBytes });
      await file.assertUnchanged();
    },
    open,
    companion: parts.companion,
    assertUnchanged: () => file.assertUnchanged(),
    dispose: async () => {
      for (const access of opened) await access.close();
      opened.clear();
      if (!isClosed) await file.close();
      isClosed = true;
    },
  };
}

function accessTo(stretch: Stretch): RandomAccess {
  return {
    sizeBytes: stretch.sizeBytes,
    read: (position, length) => stretch.read(position, length),
    close: () => Promise.resolve(),
  };
}

async function readHead(pieces: AsyncIterable<Piece>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const { bytes } of pieces) {
    parts.push(Buffer.from(bytes.subarray(0, headBytes - length)));
    length += parts.at(-1)!.length;
    if (length >= headBytes) break;
  }
  return Buffer.concat(parts);
}
