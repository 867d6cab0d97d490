import type { Command } from '../command.ts';
import { ensureSet } from '../ensure-set.ts';
import { formatSimilarity } from '../format.ts';
import { given, setOption, text } from '../options.ts';
import { subwordsNote } from '../subwords-note.ts';

export const similarityCommand: Command = {
  name: 'similarity',
  takes: 'WORD WORD',
  summary: 'cosine of two words',
  options: { set: setOption },
  positionals: [2, 2],
  run: async (context) => {
    const { parsed, openClient, signal, print, note, style } = context;
    const [a = '', b = ''] = parsed.positionals;
    const set = text(parsed, 'set');
    const client = await openClient();
    await ensureSet(client, context, set);
    const { fromSubwords, ...answer } = await client.call(
      'words.similarity',
      { a, b, ...given({ set }) },
      { signal },
    );
    if (fromSubwords.length > 0) note(subwordsNote(fromSubwords, answer.set));
    print(answer, () => {
      const place = style.dim(` · ${answer.set}`);
      return `${answer.a} – ${answer.b}  ${style.bold(formatSimilarity(answer.similarity))}${place}`;
    });
  },
};
