import type { Occurrence } from '../../../shared/domain.ts';
import { AppError, throwIfAborted } from '../../../shared/errors.ts';
import type { EncodingParts } from './encode-occurrences.ts';
import type { Attention } from './encoder.ts';
import { planSentence } from './sentence-runs.ts';
import { checkSpan } from './spans.ts';

/** See `Encoder.attention`. A sentence beyond the token limit is cut to the window around the span. */
export async function readAttention(
  parts: EncodingParts,
  occurrence: Occurrence,
  signal?: AbortSignal,
): Promise<Attention> {
  const names = parts.description.attention;
  if (names.length === 0)
    throw new AppError('not-ready', "this encoder's attention weights are not to be found in its graph");
  checkSpan(occurrence, 0);
  throwIfAborted(signal);
  const { model, tokenizer } = await parts.load();
  const [text] = await tokenizer.tokenize([occurrence.text]);
  const [run] = text ? planSentence(text, [occurrence], [0], parts.maxTokens) : [];
  if (!text || !run) throw new AppError('internal', 'the tokenizer gave no answer');
  throwIfAborted(signal);
  const outputs = await model.run([run.row], names);
  const count = run.tokens.length;
  const heads = outputs[0]?.shape[1] ?? 0;
  const weights = new Float32Array(names.length * heads * count * count);
  for (const [layer, { values }] of outputs.entries()) {
    if (values.length !== heads * count * count)
      throw new AppError('encoder-damaged', `attention weights of layer ${layer} have an unexpected shape`);
    weights.set(values, layer * values.length);
  }
  return {
    layers: names.length,
    heads,
    tokens: run.tokens.map((token) => ({
      token: text.tokens[token] ?? '',
      start: text.starts[token] ?? 0,
      end: text.ends[token] ?? 0,
    })),
    weights,
  };
}
