import type { GraphIndex, IndexedNode } from './graph-index.ts';

/** A layer normalization in a graph: one fused node, or the plain operations that exporters write out. */
export interface Norm {
  /** The node that gives the normalized tensor. */
  readonly node: IndexedNode;
  /** What is normalized; undefined where a fused node adds it up inside and does not give it. */
  readonly input: string | undefined;
  readonly output: string;
  /** The length of the learned scale, which is the width of what is normalized; undefined where there is none. */
  readonly width: number | undefined;
}

/** Which input of a fused normalization holds its learned scale. */
const scaleInput: Readonly<Record<string, number>> = {
  LayerNormalization: 1,
  SimplifiedLayerNormalization: 1,
  RMSNormalization: 1,
  SkipLayerNormalization: 2,
  SkipSimplifiedLayerNormalization: 2,
  EmbedLayerNormalization: 5,
};

/** All layer and root-mean-square normalizations, in the order of the graph. */
export function findNorms(graph: GraphIndex): Norm[] {
  const norms = graph.nodes.flatMap((node) => {
    const norm = node.opType in scaleInput ? toFusedNorm(graph, node) : toPlainNorm(graph, node);
    return norm ? [norm] : [];
  });
  return norms.sort((a, b) => a.node.index - b.node.index);
}

function toFusedNorm(graph: GraphIndex, node: IndexedNode): Norm | undefined {
  const output = node.outputs[0];
  if (!output) return undefined;
  // The Skip variants add their two first inputs; the sum is the fourth output, where it is asked for.
  const isSum = node.opType.startsWith('Skip') || node.opType.startsWith('Embed');
  const input = (isSum ? node.outputs[3] : node.inputs[0]) || undefined;
  return { node, input, output, width: widthOf(graph, node.inputs[scaleInput[node.opType] ?? 1]) };
}

/**
 * Recognizes a written-out normalization by its square root: Sqrt(Add(ReduceMean(square of d), epsilon)), then d divided
 * by it, then a scale and a shift where there are any. d is x - ReduceMean(x), or x itself (root mean square).
 */
function toPlainNorm(graph: GraphIndex, sqrt: IndexedNode): Norm | undefined {
  if (sqrt.opType !== 'Sqrt') return undefined;
  const variance = variableInput(graph, producer(graph, sqrt.inputs[0], ['Add']));
  const square = producer(graph, producer(graph, variance, ['ReduceMean'])?.inputs[0], ['Pow', 'Mul']);
  const centered = skipCasts(graph, square?.inputs[0]);
  if (centered === undefined) return undefined;
  const divided = findQuotient(graph, sqrt);
  if (!divided) return undefined;
  const subtraction = producer(graph, centered, ['Sub']);
  const isMeanTaken = producer(graph, subtraction?.inputs[1], ['ReduceMean']) !== undefined;
  const scaled = follow(graph, divided, 'Mul');
  const shifted = follow(graph, scaled ?? divided, 'Add');
  const node = shifted ?? scaled ?? divided;
  return {
    node,
    input: isMeanTaken ? subtraction?.inputs[0] : centered,
    output: node.outputs[0] ?? '',
    width: widthOf(
      graph,
      scaled?.inputs.find((tensor) => graph.isConstant(tensor)),
    ),
  };
}

/** d / root, or d times the reciprocal of the root. */
function findQuotient(graph: GraphIndex, sqrt: IndexedNode): IndexedNode | undefined {
  const next = onlyConsumer(graph, sqrt);
  if (next?.opType === 'Reciprocal') return onlyConsumer(graph, next, 'Mul');
  if (next?.opType !== 'Div') return undefined;
  return graph.isConstant(next.inputs[0] ?? '') ? onlyConsumer(graph, next, 'Mul') : next;
}

/** The one consumer of the node, past casts, where it is this operation with a constant. */
function follow(graph: GraphIndex, node: IndexedNode, opType: 'Mul' | 'Add'): IndexedNode | undefined {
  const next = onlyConsumer(graph, node, opType);
  return next?.inputs.some((tensor) => graph.isConstant(tensor)) ? next : undefined;
}

function onlyConsumer(graph: GraphIndex, node: IndexedNode, opType?: string): IndexedNode | undefined {
  const [next, ...others] = graph.consumersOf(node.outputs[0] ?? '');
  if (!next || others.length > 0) return undefined;
  if (next.opType === 'Cast') return onlyConsumer(graph, next, opType);
  return opType === undefined || next.opType === opType ? next : undefined;
}

function producer(
  graph: GraphIndex,
  tensor: string | undefined,
  opTypes: readonly string[],
): IndexedNode | undefined {
  const source = skipCasts(graph, tensor);
  const node = source === undefined ? undefined : graph.producerOf(source);
  return node && opTypes.includes(node.opType) ? node : undefined;
}

function skipCasts(graph: GraphIndex, tensor: string | undefined): string | undefined {
  const node = tensor === undefined ? undefined : graph.producerOf(tensor);
  return node?.opType === 'Cast' ? skipCasts(graph, node.inputs[0]) : tensor;
}

function variableInput(graph: GraphIndex, node: IndexedNode | undefined): string | undefined {
  return node?.inputs.find((tensor) => !graph.isConstant(tensor));
}

function widthOf(graph: GraphIndex, tensor: string | undefined): number | undefined {
  return tensor === undefined ? undefined : graph.constantShape(tensor)?.reduce((a, b) => a * b, 1);
}
