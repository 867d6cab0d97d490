import type { ReadOptions } from '../row-sink.ts';

/** What to read next: a piece of a buffer that is reused, so nothing may keep it. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Bytes that can be read from any place. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Exactly `length` bytes from `position` on, into a buffer of their own. Throws `bad-file` where the file ends before. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** One file of vectors as the reader of its format sees it: plain bytes, whatever they are packed in. */
export interface VectorSource {
  /** For messages and as the set's source: `vectors.txt`, `vectors.txt.gz`, or `glove.6B.zip: glove.6B.100d.txt`. */
  readonly name: string;
  /** The file's own name when it is unpacked, without folders: `vectors.txt`. Companions are named after it. */
  readonly baseName: string;
  /** The first bytes, at most `headBytes` of them. */
  readonly head: Buffer;
  /** How many bytes the unpacked file has, where that is known before it is read. */
  readonly sizeBytes: number | undefined;
  /**
   * Feeds all bytes to `consume` in chunks. It returns how many bytes it has used up; the rest comes again in front of the next
   * chunk. The last chunk may be nothing but that rest. Throws `bad-file` (cut short, damaged, a bomb), `canceled`, and what
   * `consume` throws.
   */
  read(consume: (chunk: Chunk) => number, options: ReadOptions): Promise<void>;
  /** The same bytes by position; what is packed is first unpacked into the data folder, and goes when it is closed. */
  open(options: ReadOptions): Promise<RandomAccess>;
  /**
   * A file that belongs to this one, such as the word list of a matrix: the one that the person named, else the first of `names`
   * that lies beside it (in the same folder or archive). Undefined where there is none.
   */
  readonly companion: (names: readonly string[]) => Promise<VectorSource | undefined>;
  /** Throws `bad-file` when somebody has written to the file since it was opened, which makes anything that was read doubtful. */
  assertUnchanged(): Promise<void>;
  /** Closes files and removes what was unpacked. Safe to call twice. */
  dispose(): Promise<void>;
}

/** As many bytes as decide what a file is. */
export const headBytes = 64 * 1024;
