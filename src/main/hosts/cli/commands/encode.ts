import { builtInEncoder } from '../../../../shared/built-in.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Client } from '../../../../shared/rpc/client.ts';
import type { Command, CommandContext } from '../command.ts';
import { countOf, formatDuration } from '../format.ts';
import { openInput, type InputFile } from '../input-file.ts';
import { createNpyWriter } from '../npy.ts';
import { choice, encoderOption, layer, text } from '../options.ts';
import { writeWhole } from '../../../core/files/write-whole.ts';
import { readOccurrences } from '../read-occurrences.ts';
import { UsageError } from '../usage-error.ts';

/** Enough for the encoder to sort sentences by length into even batches; memory stays flat as files grow. */
const chunkSize = 1024;
const poolings = ['mean', 'first', 'last'] as const;

interface Request {
  readonly encoder: string;
  /** -1 is the last, null all. */
  readonly layer: number | null;
  readonly pooling: (typeof poolings)[number];
  readonly output: string;
}

interface Totals {
  occurrences: number;
  layers: number;
  dimensions: number;
  windowed: number;
}

function parseRequest({ parsed }: CommandContext): Request {
  const output = text(parsed, 'output');
  if (output === undefined) throw new UsageError('encode: expected --output OUT.npy');
  return {
    encoder: text(parsed, 'encoder') ?? builtInEncoder,
    layer: text(parsed, 'layer') === 'all' ? null : layer(parsed),
    pooling: choice(parsed, 'pooling', poolings) ?? 'mean',
    output,
  };
}

/** What the output's shape is before the first row is encoded: also that of a file without any. */
async function shapeOf(client: Client, request: Request): Promise<Totals> {
  const encoders = await client.call('encoders.list', {});
  const found = encoders.find(({ encoder }) => encoder === request.encoder);
  if (!found) {
    const names = encoders.map(({ encoder }) => encoder).join(', ');
    throw new AppError('unknown-encoder', `there is no encoder "${request.encoder}"; there are ${names}`);
  }
  const { dimensions, layers, encoder } = found;
  if (request.layer !== null && request.layer >= layers) {
    throw new AppError(
      'invalid-input',
      `--layer: ${encoder} has the layers 0 to ${layers - 1}, found ${request.layer}`,
    );
  }
  return { occurrences: 0, layers: request.layer === null ? layers : 1, dimensions, windowed: 0 };
}

async function encodeFile(
  client: Client,
  context: CommandContext,
  request: Request,
  input: InputFile,
): Promise<Totals> {
  const { signal, onProgress } = context;
  const { encoder, layer, pooling } = request;
  const totals = await shapeOf(client, request);
  const start = performance.now();
  await writeWhole(request.output, async (file) => {
    const npy = createNpyWriter(file);
    for await (const { occurrences, bytes } of readOccurrences(input, chunkSize)) {
      const answer = await client.call(
        'encoders.encode',
        { encoder, occurrences, layer, pooling },
        { signal },
      );
      await npy.append(answer.vectors);
      totals.occurrences += occurrences.length;
      totals.windowed += answer.windowed.length;
      onProgress(progressAt(totals.occurrences, bytes, input.sizeBytes, performance.now() - start));
    }
    const { occurrences, layers, dimensions } = totals;
    await npy.finish(layer === null ? [occurrences, layers, dimensions] : [occurrences, dimensions]);
  });
  return totals;
}

/** How many rows there are is known only at the end: estimated from the bytes read so far. */
function progressAt(
  rows: number,
  bytes: number,
  sizeBytes: number,
  elapsedMs: number,
): Parameters<CommandContext['onProgress']>[0] {
  if (sizeBytes === 0 || bytes === 0) return { phase: 'encode', done: rows, total: 0 };
  const share = Math.min(1, bytes / sizeBytes);
  const timeLeftMs = (elapsedMs / share) * (1 - share);
  return { phase: 'encode', done: rows, total: Math.round(rows / share), timeLeftMs };
}

export const encodeCommand: Command = {
  name: 'encode',
  takes: 'FILE --output OUT.npy',
  summary: 'occurrences in, contextual vectors out',
  details:
    'FILE (or - for standard input) is JSON Lines {"text", "start", "end"}: UTF-16 offsets, end exclusive.\n' +
    'OUT.npy is NumPy float32, rows in the order of FILE: n x d, or n x layers x d with --layer all.',
  options: {
    output: { value: 'OUT.npy', help: 'the file to write' },
    encoder: encoderOption,
    layer: { value: 'N', help: 'a layer from 0, all, or last (default: last)' },
    pooling: {
      value: 'HOW',
      help: "how a word's pieces become one vector: mean, first or last (default: mean)",
    },
  },
  positionals: [1, 1],
  run: async (context) => {
    const request = parseRequest(context);
    const [path = ''] = context.parsed.positionals;
    const input = await openInput(path, context);
    const client = await context.openClient();
    const start = performance.now();
    const { occurrences, layers, dimensions, windowed } = await encodeFile(client, context, request, input);
    const seconds = (performance.now() - start) / 1000;
    if (windowed > 0) {
      context.note(
        `${countOf(windowed, 'text')} longer than the encoder takes: cut to a window around the word`,
      );
    }
    const result = { encoder: request.encoder, occurrences, layers, dimensions, seconds };
    context.print(result, () => {
      const shape = request.layer === null ? `${layers} layers x ${dimensions}` : String(dimensions);
      return `${request.output}: ${countOf(occurrences, 'occurrence')} x ${shape}, by ${request.encoder}, in ${formatDuration(seconds * 1000)}`;
    });
  },
};
