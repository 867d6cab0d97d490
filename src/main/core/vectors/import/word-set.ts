/** The words seen so far. */
export interface WordSet {
  readonly size: number;
  /** Adds the word; false if it was there before. */
  add(word: string): boolean;
}

const firstPlaces = 1 << 16;

/**
 * A set that remembers 64-bit hashes of the words, not the words: 16 bytes each at most, where a Set of strings takes about 100. Two of a
 * million different words are taken for the same with a probability of 3 in 100 million (the birthday bound n^2 / 2^65).
 */
export function createWordSet(): WordSet {
  /** Open addressing with linear probing (Knuth, The Art of Computer Programming 6.4); both halves 0 is an empty place. */
  let places = new Uint32Array(2 * firstPlaces);
  let size = 0;

  /** Puts the hash into the table; false if it is there. */
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

  function grow(): void {
    const larger = new Uint32Array(2 * places.length);
    for (let at = 0; at < places.length; at += 2) {
      if (places[at] !== 0 || places[at + 1] !== 0) put(larger, places[at]!, places[at + 1]!);
    }
    places = larger;
  }

  return {
    get size() {
      return size;
    },
    add: (word) => {
      if (4 * size >= places.length) grow(); // at most half full
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
      const isNew = put(places, low, low === 0 && high === 0 ? 1 : high);
      if (isNew) size++;
      return isNew;
    },
  };
}

/** MurmurHash3's finalizer (Appleby): every bit of the input changes half of the output's. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
