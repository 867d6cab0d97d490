import { startOf, type WordList } from './word-list.ts';

/** Letters of each word as bits, so that most words are ruled out without being looked at. Kept per vocabulary. */
const signaturesOf = new WeakMap<WordList, Uint32Array>();

/** One power of ten in rank weighs as much as this part of an edit: among equally close words the frequent one comes first. */
const rankWeight = 0.25;

/**
 * The ranks of the words closest to `word` in spelling, at most `count`, best first: by edit distance (insert, delete,
 * replace, swap neighbors) with frequent words preferred. At most 1 edit up to three letters, 2 up to seven, 3 beyond.
 */
export function suggestSpellings(words: WordList, word: string, count: number): number[] {
  const typed = word.toLowerCase();
  const maxDistance = typed.length <= 3 ? 1 : typed.length <= 7 ? 2 : 3;
  const signatures = signatureList(words);
  const typedBytes = Buffer.from(typed);
  const signature = signatureOf(typedBytes, 0, typedBytes.length);
  const rows = createRows(typed.length);
  const found: { rank: number; cost: number }[] = [];
  for (let rank = 0; rank < words.length; rank++) {
    // Each edit changes at most two letters of the set.
    if (countBits(signatures[rank]! ^ signature) > 2 * maxDistance) continue;
    const candidate = words.at(rank);
    if (Math.abs(candidate.length - typed.length) > maxDistance) continue;
    const distance = editDistance(typed, candidate, maxDistance, rows);
    if (distance > maxDistance) continue;
    found.push({ rank, cost: distance + rankWeight * Math.log10(rank + 1) });
  }
  return found
    .sort((a, b) => a.cost - b.cost || a.rank - b.rank)
    .slice(0, count)
    .map(({ rank }) => rank);
}

function signatureList(words: WordList): Uint32Array {
  const known = signaturesOf.get(words);
  if (known) return known;
  const { bytes, ends } = words;
  const signatures = new Uint32Array(words.length);
  for (let rank = 0; rank < words.length; rank++) {
    signatures[rank] = signatureOf(bytes, startOf(ends, rank), ends[rank]!);
  }
  signaturesOf.set(words, signatures);
  return signatures;
}

/** A bit for each letter. All letters beyond ASCII share one, since one of them is several bytes. */
function signatureOf(bytes: Uint8Array, start: number, end: number): number {
  let bits = 0;
  for (let at = start; at < end; at++) bits |= 1 << (bytes[at]! < 128 ? bytes[at]! & 31 : 0);
  return bits >>> 0;
}

function countBits(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

type Rows = [Int32Array, Int32Array, Int32Array];

function createRows(length: number): Rows {
  return [new Int32Array(length + 1), new Int32Array(length + 1), new Int32Array(length + 1)];
}

/**
 * Optimal string alignment distance: Levenshtein's, with swapped neighbors as one edit (Damerau 1964), no part edited
 * twice. Anything above `limit` may be returned as limit + 1.
 */
function editDistance(a: string, b: string, limit: number, rows: Rows): number {
  let [twoBefore, before, current] = rows;
  for (let i = 0; i <= a.length; i++) before[i] = i;
  for (let j = 1; j <= b.length; j++) {
    const letter = b.charCodeAt(j - 1);
    current[0] = j;
    let least = j;
    for (let i = 1; i <= a.length; i++) {
      const isSame = a.charCodeAt(i - 1) === letter;
      let cost = Math.min(before[i]! + 1, current[i - 1]! + 1, before[i - 1]! + (isSame ? 0 : 1));
      const isSwap =
        i > 1 && j > 1 && a.charCodeAt(i - 2) === letter && a.charCodeAt(i - 1) === b.charCodeAt(j - 2);
      if (isSwap) cost = Math.min(cost, twoBefore[i - 2]! + 1);
      current[i] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [twoBefore, before, current] = [before, current, twoBefore];
  }
  return before[a.length]!;
}
