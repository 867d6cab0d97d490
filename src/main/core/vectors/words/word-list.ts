/**
 * A vocabulary, most frequent word first, as UTF-8 with a line feed after each word: a third of the memory that as many strings take,
 * and nothing for the garbage collector to look through.
 */
export interface WordList {
  readonly length: number;
  /** All words' bytes. */
  readonly bytes: Uint8Array;
  /** Where each word's line feed stands; a word begins after the one before. */
  readonly ends: Uint32Array;
  /** The word of a rank. */
  at(rank: number): string;
  /** The first `count` words, over the same bytes. */
  first(count: number): WordList;
  /** The first `count` words, joined by line feeds. */
  join(count: number): string;
}

const lineFeed = 10;

/** Where the word of a rank begins. */
export function startOf(ends: Uint32Array, rank: number): number {
  return rank === 0 ? 0 : ends[rank - 1]! + 1;
}

/** Words that hold no line feeds. */
export function toWordList(words: readonly string[]): WordList {
  const builder = createWordListBuilder(words.length);
  if (words.length > 0) builder.add(Buffer.from(words.join('\n')));
  return builder.finish();
}

export interface WordListBuilder {
  /** How many words there are so far. */
  count(): number;
  /** Adds words joined by line feeds, at least one; returns how many they were. */
  add(joined: Uint8Array): number;
  finish(): WordList;
}

/** A builder of a list of `capacity` words at most. */
export function createWordListBuilder(capacity: number): WordListBuilder {
  const ends = new Uint32Array(capacity);
  let bytes = Buffer.alloc(0);
  let length = 0;
  let count = 0;

  function grow(needed: number): void {
    if (needed <= bytes.length) return;
    const larger = Buffer.alloc(Math.max(needed, Math.ceil(bytes.length * 1.5)));
    bytes.copy(larger, 0, 0, length);
    bytes = larger;
  }

  return {
    count: () => count,
    add: (joined) => {
      const before = count;
      grow(length + joined.length + 1);
      bytes.set(joined, length);
      bytes[length + joined.length] = lineFeed;
      const end = length + joined.length;
      for (let at = length; at <= end; at++) {
        at = bytes.indexOf(lineFeed, at);
        ends[count++] = at;
      }
      length = end + 1;
      return count - before;
    },
    finish: () => createWordList(bytes.subarray(0, length), ends.subarray(0, count)),
  };
}

function createWordList(bytes: Buffer, ends: Uint32Array): WordList {
  return {
    length: ends.length,
    bytes,
    ends,
    at: (rank) => bytes.toString('utf8', startOf(ends, rank), ends[rank]),
    first: (count) => createWordList(bytes, ends.subarray(0, count)),
    join: (count) => (count === 0 ? '' : bytes.toString('utf8', 0, ends[Math.min(count, ends.length) - 1])),
  };
}
