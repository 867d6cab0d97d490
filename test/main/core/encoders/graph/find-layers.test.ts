import { describe, expect, it } from 'vitest';
import { findLayers } from '../../../../../src/main/core/encoders/graph/find-layers.ts';
import { indexGraph, type GraphIndex } from '../../../../../src/main/core/encoders/graph/graph-index.ts';
import { loadModelFormat } from '../../../../../src/main/core/encoders/graph/model-format.ts';
import { tinyDimensions, tinyEncoder, type TinyEncoderOptions } from '../../../../support/tiny-encoder.ts';

const last = 'last_hidden_state';
const format = await loadModelFormat();

function read(options: TinyEncoderOptions): GraphIndex {
  return indexGraph(format.decode(tinyEncoder(options)));
}

/** The operation that makes a tensor, and how often the tensor is added to a block's output. */
function describeTensor(graph: GraphIndex, tensor: string): string {
  const additions = graph.consumersOf(tensor).filter((node) => node.opType === 'Add').length;
  return `${graph.producerOf(tensor)?.opType} +${additions}`;
}

describe('findLayers', () => {
  it.each([
    ['plain', 'Add +1'],
    ['fused', 'LayerNormalization +1'],
    ['root-mean-square', 'Mul +1'],
  ] as const)('takes the normalized stream where blocks end with a %s normalization', (norm, expected) => {
    const graph = read({ norm, blocks: 3 });
    const { hidden, attention } = findLayers(graph, last, tinyDimensions);
    expect(hidden.length).toBe(4);
    expect(hidden.slice(0, -1).map((tensor) => describeTensor(graph, tensor))).toEqual(
      Array(3).fill(expected),
    );
    expect(hidden.at(-1)).toBe(last);
    expect(attention.map((tensor) => graph.producerOf(tensor)?.opType)).toEqual(Array(3).fill('Softmax'));
  });

  it.each(['plain', 'fused', 'root-mean-square'] as const)(
    'takes the stream itself where blocks begin with a %s normalization',
    (norm) => {
      const graph = read({ norm, order: 'pre', blocks: 2 });
      const { hidden } = findLayers(graph, last, tinyDimensions);
      expect(hidden.map((tensor) => graph.producerOf(tensor)?.opType)).toEqual(['Gather', 'Add', 'Identity']);
    },
  );

  it('passes over normalizations of queries', () => {
    const graph = read({ hasQueryNorm: true });
    const { hidden } = findLayers(graph, last, tinyDimensions);
    expect(hidden.slice(0, -1).map((tensor) => describeTensor(graph, tensor))).toEqual(['Add +1', 'Add +1']);
  });

  it('finds layers but no weights where attention is one fused node', () => {
    const { hidden, attention } = findLayers(read({ attention: 'fused' }), last, tinyDimensions);
    expect(hidden.length).toBe(3);
    expect(attention).toEqual([]);
  });

  it('gives the last layer alone where there is no attention, or no normalization', () => {
    const lastOnly = { hidden: [last], attention: [] };
    expect(findLayers(read({ attention: 'none' }), last, tinyDimensions)).toEqual(lastOnly);
    expect(findLayers(read({ blocks: 0 }), last, tinyDimensions)).toEqual(lastOnly);
    expect(findLayers(read({}), last, tinyDimensions + 1)).toEqual(lastOnly);
  });

  it('understands the fused additions and normalizations of optimized models', () => {
    const node = (opType: string, input: string[], output: string[]) => ({ opType, input, output });
    const graph = indexGraph({
      initializer: ['scale', 'shift'].map((name) => ({ name, dims: [8] })),
      node: [
        node('EmbedLayerNormalization', ['input_ids', '', 'a', 'b', '', 'scale', 'shift'], ['e']),
        node('Attention', ['e'], ['a1']),
        node('SkipLayerNormalization', ['a1', 'e', 'scale', 'shift'], ['n1']),
        node('SkipLayerNormalization', ['n1', 'n1', 'scale', 'shift'], ['o1']),
        node('Attention', ['o1'], ['a2']),
        node('SkipLayerNormalization', ['a2', 'o1', 'scale', 'shift'], [last]),
      ],
    });
    expect(findLayers(graph, last, 8).hidden).toEqual(['e', 'o1', last]);
  });

  it('takes the sum that a fused node gives where blocks begin with it', () => {
    const node = (opType: string, input: string[], output: string[]) => ({ opType, input, output });
    const graph = indexGraph({
      initializer: ['scale', 'shift'].map((name) => ({ name, dims: [8] })),
      node: [
        node('LayerNormalization', ['x', 'scale', 'shift'], ['n0']),
        node('MultiHeadAttention', ['n0'], ['a1']),
        node('SkipLayerNormalization', ['a1', 'x', 'scale', 'shift'], ['m1', '', '', 's1']),
        node('MatMul', ['m1', 'w'], ['f1']),
        node('SkipLayerNormalization', ['f1', 's1', 'scale', 'shift'], ['n1', '', '', 's2']),
        node('MultiHeadAttention', ['n1'], ['a2']),
        node('SkipLayerNormalization', ['a2', 's2', 'scale', 'shift'], [last]),
      ],
    });
    expect(findLayers(graph, last, 8).hidden).toEqual(['x', 's2', last]);
  });
});
