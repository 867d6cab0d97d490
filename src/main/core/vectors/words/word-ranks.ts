import { startOf, type WordList } from './word-list.ts';

/**
 * Finds the rank of a word. `words` must hold none twice. An open hash table of ranks alone (Knuth, The Art of Computer
 * Programming 6.4, linear probing): for 341,479 words 4 MB, where a Map takes 15 MB and as much again while it grows.
 */
export function createWordRanks({ bytes, ends }: WordList): (word: string) => number | undefined {
  // Twice as many places as words, at least, so that a search ends soon; a power of two, so that a mask wraps around.
  const size = 2 ** Math.ceil(Math.log2(2 * ends.length + 1));
  const mask = size - 1;
  /** rank + 1; 0 is an empty place. */
  const places = new Uint32Array(size);

  for (let rank = 0; rank < ends.length; rank++) {
    let place = hashOf(bytes, startOf(ends, rank), ends[rank]!) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = rank + 1;
  }

  return (word) => {
    const sought = Buffer.from(word);
    for (
      let place = hashOf(sought, 0, sought.length) & mask;
      places[place] !== 0;
      place = (place + 1) & mask
    ) {
      const rank = places[place]! - 1;
      const start = startOf(ends, rank);
      const isSame = ends[rank]! - start === sought.length && sought.compare(bytes, start, ends[rank]) === 0;
      if (isSame) return rank;
    }
    return undefined;
  };
}

/** FNV-1a over bytes (Fowler, Noll, Vo), its high bits folded in, as the mask takes low ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
