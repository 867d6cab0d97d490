import { completeWord } from '../src/main/core/vectors/words/complete-word.ts';
import { findNeighbors } from '../src/main/core/vectors/find-neighbors.ts';
import { suggestSpellings } from '../src/main/core/vectors/words/spelling.ts';
import type { VectorIndex } from '../src/main/core/vectors/search/vector-index.ts';
import { builtInSet } from '../src/shared/built-in.ts';
import { medianMs, withSets } from './open-sets.ts';
import type { Row } from './row.ts';

const queryCount = 100;
const mapWords = 10_000;

/** Nearest words over all of GloVe, beside the plainest loop on the same machine at the same time. */
export async function benchVectors(): Promise<Row[]> {
  return withSets(async (sets, again) => {
    const index = await sets.open(builtInSet);
    const openMs = await medianMs([1], () => again.open(builtInSet));
    const opening = { name: 'opening the set: words and codes into memory', value: openMs / 1000, unit: 's' };
    return [{ ...opening, note: 'to be at most 0.5' }, ...(await measure(index))];
  });
}

async function measure(index: VectorIndex): Promise<Row[]> {
  const words = Array.from({ length: queryCount }, (_, k) => index.words.at(1000 + k * 37));
  const searchMs = await medianMs(words, (word) => findNeighbors(index, `"${word}"`, 10));
  const unitRows = unitRowsOf(index, index.words.length);
  const plainMs = await medianMs(words.slice(0, 20), (word) => searchPlainly(index, unitRows, word));
  const queries = Float32Array.from(words.flatMap((word) => [...index.unitVector(index.rankOf(word)!)]));
  const manyMs = await medianMs([1, 2, 3], () => index.nearestMany(queries, { top: 10 }));
  const pairs = unitRows.subarray(0, mapWords * index.dimensions);
  const pairsMs = await medianMs([1, 2, 3], () => index.nearestMany(pairs, { top: 15, limit: mapWords }));
  const completeMs = await medianMs(words, (word) => completeWord(index.words, word.slice(0, 3), 8));
  const spellingMs = await medianMs(words, (word) => suggestSpellings(index.words, `${word}x`, 5));
  const count = index.words.length.toLocaleString('en');
  return [
    {
      name: `10 nearest of ${count} words`,
      value: searchMs,
      unit: 'ms',
      note: `median of ${queryCount}; to be at most 15`,
    },
    { name: 'the same by the plainest loop', value: plainMs, unit: 'ms', note: 'unit vectors, one thread' },
    { name: `${queryCount} queries at once`, value: manyMs, unit: 'ms', note: 'median of 3' },
    {
      name: `15 nearest of each of ${mapWords.toLocaleString('en')} words`,
      value: pairsMs / 1000,
      unit: 's',
      note: 'the map’s neighbors, exact; median of 3',
    },
    { name: 'completing a word', value: completeMs, unit: 'ms', note: `median of ${queryCount}` },
    { name: 'closest spellings', value: spellingMs, unit: 'ms', note: `median of ${queryCount}` },
  ];
}

function unitRowsOf(index: VectorIndex, rowCount: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(rowCount * index.dimensions);
  for (let row = 0; row < rowCount; row++) rows.set(index.unitVector(row), row * index.dimensions);
  return rows;
}

/** What one writes first: every cosine into an array, then the ten greatest. */
function searchPlainly(index: VectorIndex, unitRows: Float32Array, word: string): number[] {
  const { dimensions } = index;
  const query = index.unitVector(index.rankOf(word)!);
  const similarities = new Float32Array(index.words.length);
  for (let row = 0; row < similarities.length; row++) {
    let sum = 0;
    for (let k = 0; k < dimensions; k++) sum += query[k]! * unitRows[row * dimensions + k]!;
    similarities[row] = sum;
  }
  const best: number[] = [];
  for (let row = 0; row < similarities.length; row++) {
    if (best.length === 10 && similarities[row]! <= similarities[best[9]!]!) continue;
    best.push(row);
    best.sort((a, b) => similarities[b]! - similarities[a]!);
    best.length = Math.min(best.length, 10);
  }
  return best;
}
