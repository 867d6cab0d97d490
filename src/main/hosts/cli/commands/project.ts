import type { Client } from '../../../../shared/rpc/client.ts';
import type { ProcedureOutput } from '../../../../shared/contract.ts';
import type { Command, CommandContext } from '../command.ts';
import { csvOfLayout } from '../csv.ts';
import { ensureSet } from '../ensure-set.ts';
import { countOf, formatDuration } from '../format.ts';
import { choice, decimal, given, integer, isOn, setOption, text } from '../options.ts';
import { writeWhole } from '../../../core/files/write-whole.ts';
import { refineLayout, type MapRequest } from '../refine-layout.ts';

const defaultWords = 10_000;
const most32Bit = 2 ** 32 - 1;

interface Layout {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly trustworthiness: number | null;
}

interface Request {
  readonly method: 'umap' | 'pca';
  readonly map: MapRequest;
}

function parseRequest({ parsed }: CommandContext): Request {
  const dimensions = choice(parsed, 'dimensions', ['2', '3']);
  return {
    method: choice(parsed, 'method', ['umap', 'pca']) ?? 'umap',
    map: {
      words: integer(parsed, 'words', { from: 3, to: 1_000_000 }) ?? defaultWords,
      neighbors: integer(parsed, 'neighbors', { from: 2, to: 200 }) ?? 15,
      minDistance: decimal(parsed, 'min-distance', { from: 0, to: 1 }) ?? 0.1,
      seed: integer(parsed, 'seed', { from: 0, to: most32Bit }) ?? 42,
      dimensions: dimensions === '2' ? 2 : 3,
      metric: choice(parsed, 'metric', ['cosine', 'euclidean']) ?? 'cosine',
      ...given({ set: text(parsed, 'set') }),
    },
  };
}

async function layOut(
  client: Client,
  context: CommandContext,
  opened: ProcedureOutput<'map.open'>,
  request: Request,
): Promise<Layout> {
  const { signal, onProgress } = context;
  // Two words have no neighborhoods that could be refined.
  const isUmap = request.method === 'umap' && opened.pca.length > 2 * request.map.dimensions;
  if (isUmap && opened.cached) return opened.cached;
  const positions = isUmap
    ? await refineLayout(client, request.map, opened, { signal, onProgress })
    : opened.pca;
  const finish = { key: opened.key, positions, save: isUmap };
  const { trustworthiness } = await client.call('map.finish', finish, { signal, onProgress });
  return { positions, trustworthiness };
}

export const projectCommand: Command = {
  name: 'project',
  takes: '',
  summary: 'coordinates of the most frequent words',
  details:
    'Prints CSV: word,x,y,z. The same seed gives the same map; a map made before is taken from the store.',
  options: {
    set: setOption,
    words: { value: 'N', help: `the N most frequent words (default: ${defaultWords})` },
    method: { value: 'HOW', help: 'umap or pca (default: umap)' },
    dimensions: { value: 'D', help: '2 or 3 (default: 3)' },
    metric: { value: 'NAME', help: 'cosine or euclidean (default: cosine)' },
    neighbors: { value: 'K', help: 'how many neighbors umap looks at (default: 15)' },
    'min-distance': { value: 'D', help: 'how close umap puts points, 0 to 1 (default: 0.1)' },
    seed: { value: 'N', help: 'the same seed gives the same map (default: 42)' },
    output: { value: 'OUT.csv', help: 'the file to write (default: standard output)' },
  },
  positionals: [0, 0],
  run: async (context) => {
    const { parsed, openClient, signal, onProgress, print, printChunks } = context;
    const request = parseRequest(context);
    const output = text(parsed, 'output');
    const client = await openClient();
    await ensureSet(client, context, request.map.set);
    const start = performance.now();
    const opened = await client.call('map.open', request.map, { signal, onProgress });
    const words = opened.words === '' ? [] : opened.words.split('\n');
    const { positions, trustworthiness } = await layOut(client, context, opened, request);
    if (output !== undefined) {
      await writeWhole(output, async (file) => {
        for (const chunk of csvOfLayout(words, positions)) await file.appendFile(chunk);
      });
    }
    const seconds = (performance.now() - start) / 1000;
    const { method, map } = request;
    const result = {
      ...{ set: opened.set, words: words.length, method, seed: map.seed },
      ...{ trustworthiness, seconds },
    };
    const summary = `${countOf(words.length, 'word')} of ${opened.set} by ${method}, trustworthiness ${trustworthiness?.toFixed(4) ?? 'not to be measured'}, in ${formatDuration(seconds * 1000)}`;
    if (output !== undefined) return print(result, () => `${output}: ${summary}`);
    await printChunks(result, csvOfLayout(words, positions));
    if (!isOn(parsed, 'json')) context.note(summary);
  },
};
