import { resolve } from 'node:path';
import { exportFormat, type ExportFormatName } from '../../../../shared/domain.ts';
import type { Command } from '../command.ts';
import { countOf, formatBytes, formatDuration } from '../format.ts';
import { choice, isOn } from '../options.ts';
import { UsageError } from '../usage-error.ts';

const formats = exportFormat.options;

/** How the files of each format usually end; the longest ending that fits counts. */
const endings: readonly (readonly [RegExp, ExportFormatName])[] = [
  [/\.glove\.txt$/i, 'glove'],
  [/\.(txt|vec)$/i, 'word2vec-text'],
  [/\.bin$/i, 'word2vec-binary'],
  [/\.npy$/i, 'npy'],
  [/\.parquet$/i, 'parquet'],
];

function formatOf(file: string): ExportFormatName {
  const found = endings.find(([ending]) => ending.test(file));
  if (found) return found[1];
  throw new UsageError(
    `export: expected --format ${formats.join(', ')}, or a file ending in .bin, .txt, .npy or .parquet`,
  );
}

export const exportCommand: Command = {
  name: 'export',
  takes: 'SET FILE',
  summary: 'writes a vector set to a file',
  details:
    'The numbers are those that were imported, to the bit. Without --format the ending of FILE tells it: .bin word2vec-binary,\n' +
    '.txt and .vec word2vec-text, .glove.txt glove, .npy, .parquet. The words of an .npy file go into NAME.words.txt beside it.',
  options: {
    format: { value: 'FORMAT', help: formats.join(', ') },
    force: { help: 'replace the file if it is there' },
  },
  positionals: [2, 2],
  run: async ({ parsed, openClient, signal, onProgress, print, note }) => {
    const [set = '', path = ''] = parsed.positionals;
    const format = choice(parsed, 'format', formats) ?? formatOf(path);
    const client = await openClient();
    const { file } = await client.call(
      'files.open',
      { path: resolve(path), name: path, mode: 'write' },
      { signal },
    );
    const { notes, ...report } = await client.call(
      'sets.export',
      { set, file, format, overwrite: isOn(parsed, 'force') },
      { signal, onProgress },
    );
    for (const line of notes) note(line);
    print(report, () => {
      const { words, dimensions, sizeBytes, seconds } = report;
      return `${path}: ${countOf(words, 'word')}, ${dimensions} dimensions, ${format} format, ${formatBytes(sizeBytes)}, in ${formatDuration(seconds * 1000)}`;
    });
  },
};
