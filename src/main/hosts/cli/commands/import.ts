import { resolve } from 'node:path';
import type { CallerInput } from '../../../../shared/contract.ts';
import type { ImportReport } from '../../../../shared/domain.ts';
import { hasCode } from '../../../../shared/errors.ts';
import { formatNames } from '../../../core/vectors/import/vector-format.ts';
import { ask, canAsk } from '../ask.ts';
import type { Command, CommandContext } from '../command.ts';
import { countOf, formatDuration } from '../format.ts';
import { choice, given, isOn, text } from '../options.ts';

const formats = [...formatNames, 'fasttext-text'] as const;
const shownSkips = 5;

export const importCommand: Command = {
  name: 'import',
  takes: 'FILE',
  summary: 'imports a vector file',
  details:
    'FILE may be packed by gzip, bzip2, xz, zstd or zip. Rows that cannot be read are skipped and counted; when they are\n' +
    'ten or more, and more than one in a hundred, you are asked first. A matrix (npy, safetensors, projector) needs its words: a list that\n' +
    'lies beside it, or that --words names.',
  options: {
    name: { value: 'NAME', help: "the set's name (default: the file's)" },
    format: { value: 'FORMAT', help: `${formats.join(', ')} (default: told by the file)` },
    words: {
      value: 'FILE',
      help: 'the word list or metadata that belongs to the file (default: found beside it)',
    },
    member: {
      value: 'NAME',
      help: 'which file of a zip archive to read (default: the only one with vectors)',
    },
    'allow-skipped': { help: 'import the file however many rows cannot be read' },
  },
  positionals: [1, 1],
  run: async (context) => {
    const { parsed, openClient, signal, print, note, style } = context;
    const [path = ''] = parsed.positionals;
    const options = given({
      name: text(parsed, 'name'),
      format: choice(parsed, 'format', formats),
      member: text(parsed, 'member'),
    });
    const words = text(parsed, 'words');
    const client = await openClient();
    const open = async (file: string): Promise<string> =>
      (await client.call('files.open', { path: resolve(file), mode: 'read' }, { signal })).file;
    const { notes, ...report } = await importOrAsk(context, {
      file: await open(path),
      ...given({ companion: words === undefined ? undefined : await open(words) }),
      ...options,
      allowSkipped: isOn(parsed, 'allow-skipped'),
    });
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

/** Where too many rows cannot be read, asks whether to go on without them, if there is somebody to ask. */
async function importOrAsk(
  { openClient, streams, signal, onProgress, note }: CommandContext,
  input: CallerInput<'sets.import'>,
): Promise<ImportReport> {
  const client = await openClient();
  try {
    return await client.call('sets.import', input, { signal, onProgress });
  } catch (error) {
    if (!hasCode(error, 'many-skipped') || !canAsk(streams)) throw error;
    note(error.message);
    if (!(await ask(streams, 'Import the others?', signal))) throw error;
    return client.call('sets.import', { ...input, allowSkipped: true }, { signal, onProgress });
  }
}
