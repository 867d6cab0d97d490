import { AppError } from '../../../../shared/errors.ts';
import type { Client } from '../../../../shared/rpc/client.ts';
import type { Command, CommandContext } from '../command.ts';
import { comparisonText, type Comparison, type ComparisonNotes } from '../comparison-text.ts';
import { ensureSet } from '../ensure-set.ts';
import { occurrencesOfExamples, occurrencesOfFile, type Context } from '../find-occurrences.ts';
import { countOf, formatCount } from '../format.ts';
import { decimal, encoderOption, given, integer, layer, setOption, text, topOption } from '../options.ts';

/** The similarity matrix grows with the square of the sentences. */
const mostOccurrences = 500;

/** Row `i` of one layer's matrix in `layers x n x n`. */
function matrixOf(similarities: Float32Array, layer: number, count: number): number[][] {
  const start = layer * count * count;
  return Array.from({ length: count }, (_, row) =>
    Array.from(similarities.subarray(start + row * count, start + (row + 1) * count)),
  );
}

/** Where the sentences come from, for a person. */
function originOf(contexts: readonly Context[]): string {
  const [first] = contexts;
  if (first?.sense === undefined) return countOf(contexts.length, 'sentence');
  return first.sense.startsWith('sample:') ? "the app's own examples" : "WordNet's examples";
}

interface Request {
  readonly word: string;
  readonly encoder: string | undefined;
  readonly set: string | undefined;
  /** -1 is the last. */
  readonly layer: number;
  readonly contrast: number;
  readonly top: number | undefined;
}

function parseRequest({ parsed }: CommandContext): Request {
  const [word = ''] = parsed.positionals;
  return {
    word,
    encoder: text(parsed, 'encoder'),
    set: text(parsed, 'set'),
    layer: layer(parsed),
    contrast: decimal(parsed, 'contrast', { from: 0, to: 1 }) ?? 0.5,
    top: integer(parsed, 'top', { from: 1, to: 1000 }),
  };
}

async function readContexts(
  client: Client,
  context: CommandContext,
  { word, encoder, set, layer, contrast, top }: Request,
  contexts: readonly Context[],
): Promise<{ comparison: Comparison; notes: ComparisonNotes['occurrences'] }> {
  const { signal, onProgress } = context;
  const occurrences = contexts.map(({ text, start, end }) => ({ text, start, end }));
  const shared = { occurrences, ...given({ encoder }) };
  const prepared = await client.call('contexts.prepare', shared, { signal, onProgress });
  if (prepared.windowed.length > 0) {
    const count = countOf(prepared.windowed.length, 'sentence');
    context.note(`${count} longer than the encoder takes: cut to a window around the word`);
  }
  const request = { ...shared, word, layer, contrast, ...given({ top, set }) };
  const read = await client.call('contexts.read', request, { signal, onProgress });
  if (read.readings.every(({ twin }) => twin === null)) {
    context.note(
      `no static twin of layer ${read.layer} yet, so nothing is read in context: semascope twin makes it`,
    );
  }
  const { similarities, anisotropy } = await client.call('contexts.similarities', shared, {
    signal,
    onProgress,
  });
  const comparison = {
    word,
    layer: read.layer,
    contrast,
    map: read.map && { heldOutTop10: read.map.heldOutTop10, heldOutCosine: read.map.heldOutCosine },
    anisotropy: anisotropy[read.layer] ?? 0,
    occurrences: contexts.map(({ text, start, end, sense }, index) => {
      const reading = read.readings[index];
      return {
        ...{ text, start, end, ...given({ sense }) },
        ownSimilarity: reading?.ownSimilarity ?? null,
        neighbors: reading?.twin?.neighbors ?? [],
        staticNeighbors: reading?.static?.neighbors ?? [],
        wordsAround: reading?.wordsAround?.neighbors ?? [],
      };
    }),
    similarities: matrixOf(similarities, read.layer, contexts.length),
  };
  const notes = contexts.map(({ label }, index) => ({
    ...given({ label }),
    folded: read.readings[index]?.twin?.folded ?? [],
  }));
  return { comparison, notes };
}

export const compareCommand: Command = {
  name: 'compare',
  takes: 'WORD',
  summary: 'one word across contexts',
  details:
    "Each sentence is read in three ways: by the encoder's static twin at the context dial (0: the word itself, 1: what the\n" +
    'sentence adds to it), by the linear map to the vector set, and by the mean vector of the words around alone.',
  options: {
    sentences: {
      value: 'FILE',
      help: "a sentence a line, - for standard input (default: WordNet's examples)",
    },
    encoder: encoderOption,
    layer: { value: 'N', help: 'a layer from 0, or last (default: last)' },
    contrast: { value: 'C', help: 'the context dial, 0 to 1 (default: 0.5)' },
    set: setOption,
    top: topOption(8),
  },
  positionals: [1, 1],
  run: async (context) => {
    const { parsed, openClient, print, style } = context;
    const request = parseRequest(context);
    const { word } = request;
    const sentences = text(parsed, 'sentences');
    const client = await openClient();
    const contexts =
      sentences === undefined
        ? await occurrencesOfExamples(client, context, word)
        : await occurrencesOfFile(client, context, word, sentences);
    if (contexts.length > mostOccurrences) {
      const found = formatCount(contexts.length);
      throw new AppError('invalid-input', `expected at most ${mostOccurrences} sentences, found ${found}`);
    }
    await ensureSet(client, context, request.set);
    const { comparison, notes } = await readContexts(client, context, request, contexts);
    const shown = { origin: originOf(contexts), occurrences: notes };
    print(comparison, () => comparisonText(comparison, shown, style));
  },
};
