/** The words seen so far. */
export interface WordSet {
  readonly size: number;
  /** Adds the word; false if it was there before. */
  add(word: string): boolean;
}

/** Many small tables, so that none takes long to grow, and the room of an old and a new one together stays small. */
const tableCount = 64;
const tableShift = 26;
const firstPlaces = 1 << 10;

/**
 * A set that remembers 64-bit hashes of the words, not the words: 16 to 32 bytes each, where a Set of strings takes about 100. Two of a
 * million different words are taken for the same with a probability of 3 in 100 million (the birthday bound n^2 / 2^65).
 */
export function createWordSet(): WordSet {
  const tables = Array.from({ length: tableCount }, (): Uint32Array => new Uint32Array(2 * firstPlaces));
  const sizes = new Uint32Array(tableCount);
  let size = 0;

  return {
    get size() {
      return size;
    },
    add: (word) => {
      let low = 0x811c9dc5;
      let high = 0x9e3779b9;
      for (let k = 0; k < word.length; k++) {
        const unit = word.charCodeAt(k);
        low = Math.imul(low ^ unit, 0x01000193);
        high = Math.imul(high ^ unit, 0x85ebca6b);
        high = (high << 13) | (high >>> 19);
      }
      low = mix(low ^ word.length);
      high = mix(high);
      const index = high >>> tableShift;
      if (4 * sizes[index]! >= tables[index]!.length) tables[index] = grown(tables[index]!); // at most half full
      if (!put(tables[index]!, low, low === 0 && high === 0 ? 1 : high)) return false;
      sizes[index]!++;
      size++;
      return true;
    },
  };
}

/**
 * Puts the hash into the table; false if it is there. Open addressing with linear probing (Knuth, The Art of Computer Programming 6.4); both
 * halves 0 is an empty place.
 */
function put(table: Uint32Array, low: number, high: number): boolean {
  const mask = table.length / 2 - 1;
  let place = low & mask;
  while (table[2 * place] !== 0 || table[2 * place + 1] !== 0) {
    if (table[2 * place] === low && table[2 * place + 1] === high) return false;
    place = (place + 1) & mask;
  }
  table[2 * place] = low;
  table[2 * place + 1] = high;
  return true;
}

function grown(table: Uint32Array): Uint32Array {
  const larger = new Uint32Array(2 * table.length);
  for (let at = 0; at < table.length; at += 2) {
    if (table[at] !== 0 || table[at + 1] !== 0) put(larger, table[at]!, table[at + 1]!);
  }
  return larger;
}

/** MurmurHash3's finalizer (Appleby): every bit of the input changes half of the output's. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
