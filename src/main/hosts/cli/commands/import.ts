import { resolve } from 'node:path';
import { formatNames } from '../../../core/vectors/import/vector-format.ts';
import type { Command } from '../command.ts';
import { countOf, formatDuration } from '../format.ts';
import { choice, given, isOn, text } from '../options.ts';

const shownSkips = 5;

export const importCommand: Command = {
  name: 'import',
  takes: 'FILE',
  summary: 'imports a vector file',
  details:
    'Rows that cannot be read are skipped and counted; more than one in a hundred only with --allow-skipped.\n' +
    'A matrix (npy, safetensors, projector) needs its words: a list that lies beside it, or that --words names.',
  options: {
    name: { value: 'NAME', help: "the set's name (default: the file's)" },
    format: { value: 'FORMAT', help: `${formatNames.join(', ')} (default: told by the file)` },
    words: { value: 'FILE', help: 'the word list or metadata that belongs to the file' },
    'allow-skipped': { help: 'take the file although many rows cannot be read' },
  },
  positionals: [1, 1],
  run: async ({ parsed, openClient, signal, onProgress, print, note, style }) => {
    const [file = ''] = parsed.positionals;
    const options = given({ name: text(parsed, 'name'), format: choice(parsed, 'format', formatNames) });
    const words = text(parsed, 'words');
    const client = await openClient();
    const open = async (path: string): Promise<string> =>
      (await client.call('files.open', { path: resolve(path), mode: 'read' }, { signal })).file;
    const companion = given({ companion: words === undefined ? undefined : await open(words) });
    const allowSkipped = isOn(parsed, 'allow-skipped');
    const input = { file: await open(file), ...companion, allowSkipped, ...options };
    const { notes, ...report } = await client.call('sets.import', input, { signal, onProgress });
    for (const line of notes) note(line);
    print(report, () => {
      const { set, words, dimensions, format, seconds, skipped, skippedCount } = report;
      const done = `${style.bold(set)}: ${countOf(words, 'word')}, ${dimensions} dimensions, ${format} format, in ${formatDuration(seconds * 1000)}`;
      if (skippedCount === 0) return done;
      const reasons = skipped.slice(0, shownSkips).map(({ line, reason }) => `  line ${line}: ${reason}`);
      const more = skippedCount > shownSkips ? [`  … and ${skippedCount - shownSkips} more`] : [];
      return [done, `${countOf(skippedCount, 'line')} skipped:`, ...reasons, ...more].join('\n');
    });
  },
};
