import type { Piece, Stretch } from '../stretch.ts';

/**
 * The plain bytes of a packed stretch: of all its members where it has several, with nothing or zeros between and after them. Memory does not
 * grow with it. Throws `bad-file`: cut short, damaged, or packed in a way that cannot be read.
 */
export type Unpack = (packed: Stretch, signal: AbortSignal | undefined) => AsyncIterable<Piece>;

/** One way of packing a file. */
export interface Codec {
  /** As people call it: gzip. */
  readonly name: string;
  /** The ending that packed files get, such as `.gz`. */
  readonly extension: string;
  /** Whether packed bytes begin like these. */
  matches(head: Buffer): boolean;
  readonly unpack: Unpack;
}
