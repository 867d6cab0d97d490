/** Some bytes on their way: in a buffer that is reused, so nothing may keep them. */
export interface Piece {
  readonly bytes: Buffer;
  /** How many bytes of the stretch, as it lies on the disk, had to be read for all pieces so far. */
  readonly position: number;
}

/** A stretch of a file as it lies on the disk: the whole of it, or what an archive holds of one member. */
export interface Stretch {
  /** For messages. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Its bytes in order from `start` on. Throws `bad-file`, `canceled`. */
  pieces(start: number, signal: AbortSignal | undefined): AsyncIterable<Piece>;
  /** Exactly `length` bytes from `position` on, into a buffer of their own. Throws `bad-file` where it ends before. */
  read(position: number, length: number): Promise<Buffer>;
}
