import type { Occurrence } from '../../../shared/domain.ts';
import { AppError, throwIfAborted } from '../../../shared/errors.ts';
import { createProgressReporter } from '../../../shared/progress.ts';
import { planBatches } from './batches.ts';
import type { EncodeEachOptions, Windowed } from './encoder.ts';
import type { LoadedEncoder } from './encoder-model.ts';
import type { ModelDescription } from './graph/describe-graph.ts';
import type { ModelOutput } from './model-session.ts';
import { poolPieces } from './pooling.ts';
import { planSentence, type SentenceRun } from './sentence-runs.ts';
import { checkSpan } from './spans.ts';

/**
 * Padded tokens that run at once. Small enough for a batch's tensors to stay in the processor's cache, large enough for
 * its threads to be busy: measured with the bundled encoder.
 */
const batchTokens = 512;
/** Sentences and characters that are tokenized and sorted at once: bounds memory, and loses next to nothing by padding. */
const chunkSentences = 2048;
const chunkCharacters = 500_000;

export interface EncodingParts {
  readonly description: ModelDescription;
  readonly maxTokens: number;
  /** The model, loaded by the first call; its runs take turns. */
  readonly load: () => Promise<LoadedEncoder>;
}

/** See `Encoder.encodeEach`. */
export async function encodeOccurrences(
  parts: EncodingParts,
  occurrences: readonly Occurrence[],
  options: EncodeEachOptions,
): Promise<Windowed> {
  const { description, maxTokens } = parts;
  const names = chooseLayers(description.hidden, options.layers);
  const indices = options.only ?? [...occurrences.keys()];
  const sentences = groupBySentence(occurrences, indices);
  const progress = createProgressReporter(options.report);
  const windowed: number[] = [];
  let done = 0;
  throwIfAborted(options.signal);
  if (indices.length === 0) return { windowed };
  const { model, tokenizer } = await parts.load();
  progress('encode', 0, indices.length);

  for (const chunk of chunkSentencesOf(sentences)) {
    throwIfAborted(options.signal);
    const tokenized = await tokenizer.tokenize(chunk.map(([text]) => text));
    const runs = tokenized.flatMap((text, at) =>
      planSentence(text, occurrences, chunk[at]?.[1] ?? [], maxTokens),
    );
    const sizes = runs.map(({ row }) => row.ids.length);
    for (const batch of planBatches(sizes, description.runsAlone ? 1 : batchTokens)) {
      throwIfAborted(options.signal);
      const batchRuns = batch.flatMap((at) => runs[at] ?? []);
      const states = await model.run(
        batchRuns.map(({ row }) => row),
        names,
      );
      done += poolBatch(batchRuns, states, description.dimensions, options);
      for (const run of batchRuns) if (run.isWindowed) windowed.push(...run.uses.map(({ index }) => index));
      progress('encode', done, indices.length);
    }
  }
  return { windowed: windowed.sort((a, b) => a - b) };
}

function chooseLayers(hidden: readonly string[], layers: readonly number[] | undefined): string[] {
  return (layers ?? [...hidden.keys()]).map((layer) => {
    const name = hidden[layer];
    if (name === undefined)
      throw new AppError('invalid-input', `layer ${layer}: expected a layer from 0 to ${hidden.length - 1}`);
    return name;
  });
}

/** The sentences, each once, with the indices of their occurrences. Throws `invalid-input` for a span that is none. */
function groupBySentence(
  occurrences: readonly Occurrence[],
  indices: readonly number[],
): Map<string, number[]> {
  const sentences = new Map<string, number[]>();
  for (const index of indices) {
    const occurrence = occurrences[index];
    if (!occurrence) throw new AppError('invalid-input', `there is no occurrence ${index}`);
    checkSpan(occurrence, index);
    const known = sentences.get(occurrence.text);
    if (known) known.push(index);
    else sentences.set(occurrence.text, [index]);
  }
  return sentences;
}

function* chunkSentencesOf(sentences: ReadonlyMap<string, number[]>): Generator<[string, number[]][]> {
  let chunk: [string, number[]][] = [];
  let characters = 0;
  for (const entry of sentences) {
    chunk.push(entry);
    characters += entry[0].length;
    if (chunk.length < chunkSentences && characters < chunkCharacters) continue;
    yield chunk;
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/** Hands on the vectors of a batch's occurrences and returns how many they are. */
function poolBatch(
  runs: readonly SentenceRun[],
  states: readonly ModelOutput[],
  dimensions: number,
  { pooling = 'mean', onVectors }: EncodeEachOptions,
): number {
  let count = 0;
  const tokens = Math.max(...runs.map(({ row }) => row.ids.length));
  for (const state of states) checkShape(state, [runs.length, tokens, dimensions]);
  for (const [row, { uses, isWindowed }] of runs.entries()) {
    for (const { index, pieces } of uses) {
      const vectors = new Float32Array(states.length * dimensions);
      for (const [layer, { values }] of states.entries()) {
        poolPieces({ values, tokens, dimensions }, row, pieces, pooling, vectors, layer * dimensions);
      }
      onVectors(index, vectors, isWindowed);
      count++;
    }
  }
  return count;
}

function checkShape({ shape }: ModelOutput, expected: readonly number[]): void {
  if (shape.length === expected.length && shape.every((size, axis) => size === expected[axis])) return;
  throw new AppError(
    'encoder-damaged',
    `a hidden state has the shape ${shape.join(' x ')}; expected ${expected.join(' x ')}`,
  );
}
