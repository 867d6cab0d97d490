import type { VisitNgrams } from '../../../subwords/ngrams.ts';

/** Which n-gram rows are to be added to which words of a batch: `rows[k]` to the word at place `words[k]`. */
export interface Additions {
  readonly count: number;
  readonly rows: Uint32Array;
  readonly words: Uint32Array;
}

/** Successive words on their way to their vectors. */
export interface WordBatch {
  /** The place of its first word in the dictionary. */
  readonly first: number;
  /** `undefined` for a word that is no valid UTF-8. */
  readonly words: readonly (string | undefined)[];
  readonly isFull: boolean;
  readonly additions: Additions;
  add(word: Buffer): void;
  /** Begins anew with the words after these. */
  clear(): void;
}

/** A batch is full with this many n-grams, however few words they belong to: 8 bytes each, twice while they are sorted. */
const maxAdditions = 4_000_000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function createWordBatch(capacity: number, visitNgrams: VisitNgrams | undefined): WordBatch {
  let first = 0;
  let words: (string | undefined)[] = [];
  let count = 0;
  let rows = new Uint32Array(1024);
  let owners = new Uint32Array(1024);

  function addRow(row: number): void {
    if (count === rows.length) {
      rows = grow(rows);
      owners = grow(owners);
    }
    rows[count] = row;
    owners[count] = words.length;
    count++;
  }

  return {
    get first() {
      return first;
    },
    get words() {
      return words;
    },
    get isFull() {
      return words.length >= capacity || count >= maxAdditions;
    },
    get additions() {
      return { count, rows, words: owners };
    },
    add: (word) => {
      visitNgrams?.(word, addRow);
      words.push(decode(word));
    },
    clear: () => {
      first += words.length;
      words = [];
      count = 0;
    },
  };
}

function grow(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

function decode(word: Buffer): string | undefined {
  try {
    return utf8.decode(word);
  } catch {
    return undefined;
  }
}
