import type { ExportFormat } from './export-format.ts';

/**
 * The binary layout of the original word2vec, byte for byte as gensim writes it: a line with the numbers of words and of dimensions, then each word, a
 * space, and its float32 numbers. A word ends at the first space, so that none can have one.
 */
export const word2vecBinary: ExportFormat = {
  name: 'word2vec-binary',
  hasWordList: false,
  reasonAgainst: (word) => {
    if (word.includes(' ')) return 'holds a space';
    return /[\r\n]/.test(word) ? 'holds the end of a line' : undefined;
  },
  encode: ({ wordCount, dimensions }, { main }) => ({
    begin: () => main.text(`${wordCount} ${dimensions}\n`),
    add: ({ words, vectors }) =>
      words.forEach((word, row) => {
        main.text(`${word} `);
        main.floats(vectors.subarray(row * dimensions, (row + 1) * dimensions));
      }),
    end: () => undefined,
  }),
};
