import type { GraphProto, NodeProto } from './model-format.ts';

/** A node of the graph with its place; ONNX lists nodes so that each stands after all that it depends on. */
export interface IndexedNode {
  readonly index: number;
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A graph with its edges, to be walked up and down. */
export interface GraphIndex {
  readonly nodes: readonly IndexedNode[];
  producerOf(tensor: string): IndexedNode | undefined;
  consumersOf(tensor: string): readonly IndexedNode[];
  /** All nodes that the node depends on. */
  ancestorsOf(node: IndexedNode): Set<IndexedNode>;
  /** Whether the tensor is a weight or a constant, also one that is widened (Cast, DequantizeLinear) when it is loaded. */
  isConstant(tensor: string): boolean;
  /** The shape of such a tensor; undefined where it is none, or its shape is not known. */
  constantShape(tensor: string): readonly number[] | undefined;
}

const widening = new Set(['Cast', 'DequantizeLinear', 'Identity']);

/** Indexes the main graph; subgraphs of control flow are not looked into. */
export function indexGraph(graph: GraphProto): GraphIndex {
  const nodes = (graph.node ?? []).map(toIndexedNode);
  const shapes = new Map(
    (graph.initializer ?? []).map(({ name, dims }) => [name ?? '', (dims ?? []).map(Number)]),
  );
  const producers = new Map<string, IndexedNode>();
  const consumers = new Map<string, IndexedNode[]>();
  for (const node of nodes) {
    for (const tensor of node.outputs) producers.set(tensor, node);
    for (const tensor of new Set(node.inputs)) {
      const known = consumers.get(tensor);
      if (known) known.push(node);
      else consumers.set(tensor, [node]);
    }
  }

  const widenedFrom = (tensor: string): string => {
    const node = producers.get(tensor);
    return node && widening.has(node.opType) ? widenedFrom(node.inputs[0] ?? '') : tensor;
  };

  return {
    nodes,
    producerOf: (tensor) => producers.get(tensor),
    consumersOf: (tensor) => consumers.get(tensor) ?? [],
    ancestorsOf: (node) => collectAncestors(node, producers),
    isConstant: (tensor) => {
      const source = widenedFrom(tensor);
      return shapes.has(source) || producers.get(source)?.opType === 'Constant';
    },
    constantShape: (tensor) => shapes.get(widenedFrom(tensor)),
  };
}

function toIndexedNode(node: NodeProto, index: number): IndexedNode {
  return { index, opType: node.opType ?? '', inputs: node.input ?? [], outputs: node.output ?? [] };
}

function collectAncestors(node: IndexedNode, producers: ReadonlyMap<string, IndexedNode>): Set<IndexedNode> {
  const found = new Set<IndexedNode>();
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const tensor of next.inputs) {
      const producer = producers.get(tensor);
      if (!producer || found.has(producer)) continue;
      found.add(producer);
      open.push(producer);
    }
  }
  return found;
}
