import { AppError } from '../../../../shared/errors.ts';
import { findLayers, type Layers } from './find-layers.ts';
import { indexGraph, type GraphIndex } from './graph-index.ts';
import type { GraphProto, ModelFormat } from './model-format.ts';
import { findNorms } from './norms.ts';

/** What must be known of a model to run it. */
export interface ModelDescription extends Layers {
  readonly inputs: readonly string[];
  /** Outputs that the file declares itself. */
  readonly outputs: readonly string[];
  readonly dimensions: number;
  /** Whether a sentence must run alone, because its vectors would otherwise depend on its batch. */
  readonly runsAlone: boolean;
}

const knownInputs = ['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'];
/** What exporters call the last hidden state. */
const knownOutputs = ['last_hidden_state', 'token_embeddings'];

/**
 * Reads a model's graph. Throws `encoder-damaged`, naming `file` and what was expected, where the bytes are no ONNX
 * model, or not one of an encoder.
 */
export function describeModel(format: ModelFormat, bytes: Uint8Array, file: string): ModelDescription {
  const graph = decode(format, bytes, file);
  const fail = (what: string): never => {
    throw new AppError('encoder-damaged', `${file}: ${what}`);
  };
  const weights = new Set((graph.initializer ?? []).map(({ name }) => name));
  const inputs = (graph.input ?? []).map(({ name }) => name ?? '').filter((name) => !weights.has(name));
  const unknown = inputs.filter((name) => !knownInputs.includes(name));
  if (unknown.length > 0 || !inputs.includes('input_ids'))
    fail(`its inputs are ${inputs.join(', ')}; expected input_ids and at most ${knownInputs.join(', ')}`);
  if (graph.initializer?.some(({ externalData }) => externalData?.length))
    fail('its weights are in another file; expected a model in one file');
  const last = findLast(graph) ?? fail('no output gives a vector for each token; expected last_hidden_state');
  const index = indexGraph(graph);
  const width =
    findWidth(graph, index, last) ?? fail(`the number of dimensions of ${last} is not to be found`);
  return {
    inputs,
    outputs: (graph.output ?? []).map(({ name }) => name ?? ''),
    dimensions: width,
    // Dynamic quantization takes its scales from the whole batch; without a mask, padding would be read as words.
    runsAlone:
      index.nodes.some(({ opType }) => opType.startsWith('DynamicQuantize')) ||
      !inputs.includes('attention_mask'),
    ...findLayers(index, last, width),
  };
}

function decode(format: ModelFormat, bytes: Uint8Array, file: string): GraphProto {
  try {
    return format.decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('encoder-damaged', `${file} is not an ONNX model, or is cut short: ${reason}`, {
      cause: error,
    });
  }
}

function findLast(graph: GraphProto): string | undefined {
  const outputs = graph.output ?? [];
  const named = knownOutputs.find((name) => outputs.some((output) => output.name === name));
  if (named !== undefined) return named;
  // Scores over the vocabulary have three axes too, but are no vectors of tokens.
  const unnamed = outputs.find(
    ({ name }) => shapeOf(graph, name)?.length === 3 && !name?.toLowerCase().includes('logits'),
  );
  return unnamed?.name ?? undefined;
}

function findWidth(graph: GraphProto, index: GraphIndex, last: string): number | undefined {
  const declared = shapeOf(graph, last)?.[2];
  if (declared) return declared;
  const producer = index.producerOf(last);
  const upstream = producer ? index.ancestorsOf(producer).add(producer) : new Set();
  return findNorms(index).findLast((norm) => upstream.has(norm.node))?.width;
}

/** The declared shape of an output; NaN stands for a dimension that varies. */
function shapeOf(graph: GraphProto, name: string | null | undefined): number[] | undefined {
  const dims = graph.output?.find((output) => output.name === name)?.type?.tensorType?.shape?.dim;
  return dims?.map(({ dimValue }) => (dimValue ? Number(dimValue) : NaN));
}
