import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { countOf, formatDuration } from '../format.ts';
import { choice, given, text } from '../options.ts';

const formats = ['glove', 'word2vec'] as const;
const shownSkips = 5;

export const importCommand: Command = {
  name: 'import',
  takes: 'FILE',
  summary: 'imports a vector file',
  details: 'Lines that cannot be read are skipped and counted; a file with a wrong format is refused.',
  options: {
    name: { value: 'NAME', help: "the set's name (default: the file's)" },
    format: { value: 'FORMAT', help: `${formats.join(' or ')} (default: told by the file)` },
  },
  positionals: [1, 1],
  run: async ({ parsed, openClient, signal, onProgress, print, note, style }) => {
    const [file = ''] = parsed.positionals;
    const options = given({ name: text(parsed, 'name'), format: choice(parsed, 'format', formats) });
    const client = await openClient();
    const opened = await client.call('files.open', { path: resolve(file), mode: 'read' }, { signal });
    const input = { file: opened.file, ...options };
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
