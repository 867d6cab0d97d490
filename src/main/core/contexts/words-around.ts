import type { Occurrence } from '../../../shared/domain.ts';
import type { VectorIndex } from '../vectors/search/vector-index.ts';
import type { Morphology } from '../wordnet/morphology.ts';
import { wordRuns } from './find-word.ts';
import { addScaled, center, toUnit } from './row-math.ts';

/** The most frequent words say nothing of the topic. */
const leftOutWords = 150;

/**
 * The plain baseline, with no encoder: the mean static vector of the words around (unit length, centered by `mean`,
 * weighted by the logarithm of their rank), at unit length. The 150 most frequent words and the word's own forms are
 * left out; null where no word is left.
 */
export function wordsAround(
  { text, start, end }: Occurrence,
  word: string,
  { set, mean, morphology }: { set: VectorIndex; mean: Float32Array; morphology: Morphology },
): Float32Array<ArrayBuffer> | null {
  const sum = new Float32Array(set.dimensions);
  let count = 0;
  for (const run of wordRuns(text)) {
    if (run.start < end && run.end > start) continue;
    const rank = set.rankOf(run.word) ?? set.rankOf(run.word.toLowerCase());
    if (rank === undefined || rank < leftOutWords || morphology.areForms(run.word, word)) continue;
    addScaled(sum, center(set.vector(rank), mean), Math.log(rank + 1));
    count += 1;
  }
  return count > 0 ? toUnit(sum) : null;
}
