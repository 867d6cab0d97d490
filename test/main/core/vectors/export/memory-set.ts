import type { SetRows } from '../../../../../src/main/core/vectors/sets/set-rows.ts';

/** Rows in memory, in blocks of at most `blockRows`. */
export function memorySet(words: readonly string[], vectors: Float32Array, blockRows = 3): SetRows {
  const dimensions = vectors.length / words.length;
  return {
    wordCount: words.length,
    dimensions,
    words: () => words,
    blocks: function* () {
      for (let row = 0; row < words.length; row += blockRows) {
        const end = Math.min(words.length, row + blockRows);
        yield { words: words.slice(row, end), vectors: vectors.subarray(row * dimensions, end * dimensions) };
      }
    },
  };
}
