import type { Command } from '../command.ts';
import { ensureSet } from '../ensure-set.ts';
import { formatCount, formatSimilarity } from '../format.ts';
import { given, integer, setOption, text, topOption } from '../options.ts';
import { subwordsNote } from '../subwords-note.ts';
import { alignColumns } from '../table.ts';

export const neighborsCommand: Command = {
  name: 'neighbors',
  takes: 'EXPRESSION',
  summary: 'nearest words to a word or an expression',
  details:
    'An expression adds and subtracts words: "king - man + woman", with brackets and weights: "0.5*(paris + rome)".\n' +
    'Vectors are unit length before they are added; the words of the expression are left out. Search is exact over the whole set.\n' +
    'In a set from a fastText model, a word that it lacks gets a vector from its subwords; that is said.',
  options: { set: setOption, top: topOption(10) },
  positionals: [1, 1000],
  run: async (context) => {
    const { parsed, openClient, signal, print, note, style } = context;
    const set = text(parsed, 'set');
    const top = integer(parsed, 'top', { from: 1, to: 1000 });
    const input = { expression: parsed.positionals.join(' '), ...given({ set, top }) };
    const client = await openClient();
    const info = await ensureSet(client, context, set);
    const answer = await client.call('words.neighbors', input, { signal });
    const made = answer.terms.filter(({ rank }) => rank === null).map(({ word }) => word);
    if (made.length > 0) note(subwordsNote(made, answer.set));
    const neighbors = answer.neighbors.map(({ word, similarity }) => ({ word, similarity }));
    print({ expression: answer.expression, set: answer.set, neighbors }, () => {
      const head = `${style.bold(answer.expression)}${style.dim(` · ${info.set} · ${formatCount(info.words)} words`)}`;
      const rows = answer.neighbors.map(({ word, similarity, rank }) => [
        `  ${word}`,
        formatSimilarity(similarity),
        `rank ${formatCount(rank + 1)}`,
      ]);
      return `${head}\n${alignColumns(rows, ['left', 'right', 'right'])}`;
    });
  },
};
