/** How a fastText model makes n-grams of a word, and which row of its n-gram vectors belongs to each. */
export interface NgramModel {
  /** The shortest and the longest n-gram, in characters. */
  readonly minLength: number;
  readonly maxLength: number;
  /** N-grams are numbered by their hash modulo this. */
  readonly bucketCount: number;
  /** Where only some n-grams were kept: pairs of a number and its row. Else each number is its row. */
  readonly kept?: Int32Array | undefined;
}

/** Calls `visit` with the row of each n-gram of a word (UTF-8), in fastText's order; a row can come several times. */
export type VisitNgrams = (word: Uint8Array, visit: (row: number) => void) => void;

const beginOfWord = 60; // <
const endOfWord = 62; // >
/** The mark for a line's end: a word of the dictionary, without n-grams. */
const endOfLine = Buffer.from('</s>');

/**
 * The n-grams of `<word>` as fastText's Dictionary::computeSubwords takes them (Bojanowski et al. 2017, Enriching Word Vectors with Subword
 * Information): characters are UTF-8 sequences, told by their bytes, and the signs < and > by themselves are no n-grams.
 */
export function createNgrams(model: NgramModel): VisitNgrams {
  const { minLength, maxLength, bucketCount } = model;
  const rows = model.kept && toRows(model.kept);
  let marked = new Uint8Array(256);

  return (word, visit) => {
    if (endOfLine.equals(word)) return;
    const length = word.length + 2;
    if (marked.length < length) marked = new Uint8Array(2 * length);
    marked[0] = beginOfWord;
    marked.set(word, 1);
    marked[length - 1] = endOfWord;
    for (let start = 0; start < length; start++) {
      if (isInsideCharacter(marked[start]!)) continue;
      let hash = offsetBasis;
      let end = start;
      for (let characters = 1; end < length && characters <= maxLength; characters++) {
        do hash = addToHash(hash, marked[end++]!);
        while (end < length && isInsideCharacter(marked[end]!));
        const isBorder = characters === 1 && (start === 0 || end === length);
        if (characters < minLength || isBorder) continue;
        const bucket = (hash >>> 0) % bucketCount;
        const row = rows ? rows.get(bucket) : bucket;
        if (row !== undefined) visit(row);
      }
    }
  };
}

function isInsideCharacter(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

const offsetBasis = 0x811c9dc5;

/** FNV-1a, 32 bits (Fowler, Noll, Vo); as in fastText each byte counts as a signed one, widened with its sign. */
function addToHash(hash: number, byte: number): number {
  return Math.imul(hash ^ ((byte << 24) >> 24), 0x01000193);
}

function toRows(kept: Int32Array): Map<number, number> {
  const rows = new Map<number, number>();
  for (let at = 0; at < kept.length; at += 2) rows.set(kept[at]!, kept[at + 1]!);
  return rows;
}
