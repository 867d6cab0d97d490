import { npyHeader } from '../../files/npy-header.ts';
import type { ExportFormat } from './export-format.ts';

/** A NumPy matrix of float32, one row a word, and beside it a list with a word on each line. */
export const npy: ExportFormat = {
  name: 'npy',
  hasWordList: true,
  reasonAgainst: (word, row) => {
    if (/[\t\r\n]/.test(word)) return 'holds a tab or the end of a line';
    return row === 0 && word.startsWith('\ufeff') ? 'begins with a byte order mark' : undefined;
  },
  encode: ({ wordCount, dimensions }, { main, words: list }) => ({
    begin: () => main.bytes(npyHeader([wordCount, dimensions])),
    add: ({ words, vectors }) => {
      main.floats(vectors);
      for (const word of words) list.text(`${word}\n`);
    },
    end: () => undefined,
  }),
};
