import type { Command, CommandContext } from '../command.ts';
import { ensureSet } from '../ensure-set.ts';
import { countOf, formatCount, formatShare } from '../format.ts';
import { readText } from '../input-file.ts';
import { given, integer, setOption, text } from '../options.ts';
import { alignColumns } from '../table.ts';
import { UsageError } from '../usage-error.ts';

async function evaluateSimilarity(context: CommandContext, path: string): Promise<void> {
  const { parsed, openClient, signal, onProgress, print, style } = context;
  if (text(parsed, 'restrict') !== undefined) throw new UsageError('--restrict is for analogies only');
  const file = await readText(path, context);
  const set = text(parsed, 'set');
  const client = await openClient();
  await ensureSet(client, context, set);
  const result = await client.call(
    'evaluate.similarity',
    { ...file, ...given({ set }) },
    { signal, onProgress },
  );
  print(result, () => {
    const rows = [
      ['Spearman', result.spearman.toFixed(4)],
      ['Pearson', result.pearson.toFixed(4)],
    ];
    const used = `${formatCount(result.used)} of ${countOf(result.pairs, 'pair')} used`;
    const missing = result.missing.length > 0 ? [`not in the set: ${result.missing.join(', ')}`] : [];
    return [style.bold(used), alignColumns(rows, ['left', 'right']), ...missing].join('\n');
  });
}

async function evaluateAnalogies(context: CommandContext, path: string): Promise<void> {
  const { parsed, openClient, signal, onProgress, print, style } = context;
  const restrict = integer(parsed, 'restrict', { from: 1, to: 100_000_000 });
  const file = await readText(path, context);
  const set = text(parsed, 'set');
  const client = await openClient();
  await ensureSet(client, context, set);
  const input = { ...file, ...given({ set, restrict }) };
  const result = await client.call('evaluate.analogies', input, { signal, onProgress });
  print(result, () => {
    const rows = result.sections.map(({ name, used, correct }) => [
      `  ${name}`,
      `${formatCount(correct)} of ${formatCount(used)}`,
      used > 0 ? formatShare(correct / used) : '–',
    ]);
    const head = `${formatShare(result.accuracy)} right: ${formatCount(result.correct)} of ${formatCount(result.used)} questions`;
    const left = result.total - result.used;
    const unused =
      left > 0 ? [`${countOf(left, 'question')} left out: a word is not in the restricted set`] : [];
    return [style.bold(head), alignColumns(rows, ['left', 'right', 'right']), ...unused].join('\n');
  });
}

export const evaluateCommand: Command = {
  name: 'evaluate',
  takes: 'similarity|analogies FILE',
  summary: 'a set against human judgements or analogy questions',
  details:
    'similarity: pairs with human scores (TSV or CSV: word, word, score) against cosine; Spearman with average ranks for ties.\n' +
    'analogies: questions in the word2vec format (": section", then four words a line), answered by 3CosAdd.',
  options: {
    set: setOption,
    restrict: { value: 'N', help: 'analogies: only among the N most frequent words (default: 30000)' },
  },
  positionals: [2, 2],
  run: async (context) => {
    const [kind = '', path = ''] = context.parsed.positionals;
    if (kind === 'similarity') return evaluateSimilarity(context, path);
    if (kind === 'analogies') return evaluateAnalogies(context, path);
    throw new UsageError(`evaluate: expected similarity or analogies, found "${kind}"`);
  },
};
