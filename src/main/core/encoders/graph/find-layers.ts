import type { GraphIndex, IndexedNode } from './graph-index.ts';
import { findNorms, type Norm } from './norms.ts';

/** Names of tensors in the graph. */
export interface Layers {
  /** Hidden states from the embeddings (layer 0) to the last layer; the last alone where the others were not found. */
  readonly hidden: readonly string[];
  /** Attention weights of each block, `batch x heads x tokens x tokens`; empty where the graph does not give them. */
  readonly attention: readonly string[];
}

/** Operations that hold a whole attention, so that its weights are not to be seen. */
const fusedAttention = new Set(['Attention', 'MultiHeadAttention', 'QAttention', 'GroupQueryAttention']);
const additions = new Set(['Add', 'SkipLayerNormalization', 'SkipSimplifiedLayerNormalization']);

/**
 * Finds each block's output by the graph's structure, whatever the names are. A block begins where its attention does:
 * layer i is the residual stream at the last normalization upstream of attention i + 1, and the last layer is `last`.
 * That normalization's output is the stream itself where blocks end with one (as in BERT), and its input where they
 * begin with one. `width` is the encoder's number of dimensions; normalizations of another width (of queries and keys)
 * are passed over.
 */
export function findLayers(graph: GraphIndex, last: string, width: number): Layers {
  const lastNode = graph.producerOf(last);
  const upstream = lastNode ? graph.ancestorsOf(lastNode) : new Set<IndexedNode>();
  const attentions = graph.nodes.filter(
    (node) => upstream.has(node) && (node.opType === 'Softmax' || fusedAttention.has(node.opType)),
  );
  const norms = findNorms(graph).filter((norm) => norm.width === undefined || norm.width === width);
  const starts = attentions.map((attention) => lastNormBefore(graph, norms, attention));
  const hidden = [...starts.map((norm) => norm && residualStream(graph, norm)), last];
  const isWhole = hidden.length > 1 && new Set(hidden).size === hidden.length;
  if (!isWhole || !hidden.every((tensor) => tensor !== undefined)) return { hidden: [last], attention: [] };
  const areWeightsSeen = attentions.every((node) => node.opType === 'Softmax');
  return { hidden, attention: areWeightsSeen ? attentions.map((node) => node.outputs[0] ?? '') : [] };
}

function lastNormBefore(graph: GraphIndex, norms: readonly Norm[], attention: IndexedNode): Norm | undefined {
  const before = graph.ancestorsOf(attention);
  return norms.findLast((norm) => before.has(norm.node));
}

/** The tensor to which the block adds what its attention gives. */
function residualStream(graph: GraphIndex, norm: Norm): string {
  const isAddedTo = (tensor: string): boolean =>
    graph.consumersOf(tensor).some((node) => additions.has(node.opType));
  if (isAddedTo(norm.output) || norm.input === undefined) return norm.output;
  return isAddedTo(norm.input) ? norm.input : norm.output;
}
