/**
 * How maps are fitted. Tried on the bundled encoder, on words that the fit never saw: unit inputs lift the last layer
 * (own word among the ten nearest .728 -> .741); more occurrences a word, other weights and other lambdas change nothing.
 */
export const mapRecipe = {
  /** Only the most frequent words: rarer ones have noisy static vectors, and fitting them costs all others. */
  words: 30_000,
  mostPerWord: 4,
  fewestPerWord: 1,
  seed: 1,
  lambda: 0.1,
  /** Held-out occurrences look for their own word among so many of the most frequent words. */
  candidates: 100_000,
  /** One word of so many is held out. */
  heldOutOneIn: 10,
} as const;

/** Whether the fit leaves this word out, so that the map's error is measured on it. The word alone decides (FNV-1a). */
export function isHeldOut(word: string): boolean {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(word)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % mapRecipe.heldOutOneIn === 0;
}
