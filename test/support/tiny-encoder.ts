import type { onnx as Onnx } from 'onnx-proto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxModule from 'onnx-proto';

// The package is CommonJS; its types do not say so.
const { onnx } = onnxModule as unknown as { onnx: typeof Onnx };

export interface TinyEncoderOptions {
  readonly blocks?: number;
  /** Blocks end with a normalization (as in BERT), or begin with one. */
  readonly order?: 'post' | 'pre';
  /** How normalizations are written: as plain operations, one fused node, or a plain root mean square. */
  readonly norm?: 'plain' | 'fused' | 'root-mean-square';
  /** Normalizes queries too, as some newer encoders do. */
  readonly hasQueryNorm?: boolean;
  readonly attention?: 'plain' | 'fused' | 'none';
  /** Multiplies by dynamically quantized activations, so that a result depends on its batch. */
  readonly isDynamic?: boolean;
  readonly inputs?: readonly string[];
  readonly outputName?: string;
}

export const tinyDimensions = 4;
export const tinyWords = ['[PAD]', '[CLS]', '[SEP]', '[UNK]', 'bank', 'river', 'money', 'the', 'of', 'loud'];

/** A working encoder of a few kilobytes in the ONNX format, with seeded weights. */
export function tinyEncoder(options: TinyEncoderOptions = {}): Uint8Array {
  const { blocks = 2, order = 'post', inputs = ['input_ids', 'attention_mask'] } = options;
  const graph = new GraphWriter(options);
  let stream = graph.add('Gather', ['embeddings', 'input_ids']);
  graph.weight('embeddings', [tinyWords.length, tinyDimensions]);
  if (order === 'post') stream = graph.norm(stream);
  for (let block = 0; block < blocks; block++) stream = graph.block(stream);
  if (order === 'pre') stream = graph.norm(stream);
  return graph.finish(stream, inputs, options.outputName ?? 'last_hidden_state');
}

/** A tokenizer.json that splits at blanks and knows {@link tinyWords}. */
export function tinyTokenizer(): string {
  const special = (id: number): object => ({ SpecialToken: { id: tinyWords[id], type_id: 0 } });
  const sequence = { Sequence: { id: 'A', type_id: 0 } };
  const specials = [1, 2].map((id) => [
    tinyWords[id],
    { id: tinyWords[id], ids: [id], tokens: [tinyWords[id]] },
  ]);
  return JSON.stringify({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special(1), sequence, special(2)],
      pair: [special(1), sequence, special(2)],
      special_tokens: Object.fromEntries(specials) as unknown,
    },
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(tinyWords.map((word, id) => [word, id])),
      unk_token: '[UNK]',
    },
  });
}

/** Writes a tiny encoder into `dataDir/encoders/name` and returns its folder. */
export function writeTinyEncoder(dataDir: string, name: string, options: TinyEncoderOptions = {}): string {
  const folder = join(dataDir, 'encoders', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), tinyEncoder(options));
  writeFileSync(join(folder, 'tokenizer.json'), tinyTokenizer());
  return folder;
}

class GraphWriter {
  readonly #options: TinyEncoderOptions;
  readonly #nodes: Onnx.INodeProto[] = [];
  readonly #weights: Onnx.ITensorProto[] = [];
  #seed = 1;
  #count = 0;

  constructor(options: TinyEncoderOptions) {
    this.#options = options;
  }

  add(opType: string, input: string[], attribute: Onnx.IAttributeProto[] = [], outputCount = 1): string {
    const output = Array.from({ length: outputCount }, () => `t${this.#count++}`);
    this.#nodes.push({ opType, input, output, attribute });
    return output[0] ?? '';
  }

  weight(name: string, dims: number[]): string {
    const size = dims.reduce((a, b) => a * b, 1);
    this.#weights.push({
      name,
      dims,
      dataType: 1,
      floatData: Array.from({ length: size }, () => this.#random()),
    });
    return name;
  }

  block(stream: string): string {
    return this.#options.order === 'pre'
      ? this.#feedForward(this.#attention(stream, this.norm(stream)), true)
      : this.norm(this.#feedForward(this.norm(this.#attention(stream, stream)), false));
  }

  norm(x: string): string {
    const scale = this.#constant([tinyDimensions], Array<number>(tinyDimensions).fill(1.5));
    const shift = this.weight(`w${this.#count++}`, [tinyDimensions]);
    if (this.#options.norm === 'fused') return this.add('LayerNormalization', [x, scale, shift]);
    const epsilon = this.#constant([], [1e-5]);
    if (this.#options.norm === 'root-mean-square') {
      const meanSquare = this.#mean(this.add('Mul', [x, x]));
      const inverse = this.add('Reciprocal', [this.add('Sqrt', [this.add('Add', [meanSquare, epsilon])])]);
      return this.add('Mul', [scale, this.add('Mul', [x, inverse])]);
    }
    const centered = this.add('Sub', [x, this.#mean(x)]);
    const variance = this.#mean(this.add('Pow', [centered, this.#constant([], [2])]));
    const root = this.add('Sqrt', [this.add('Add', [variance, epsilon])]);
    return this.add('Add', [this.add('Mul', [this.add('Div', [centered, root]), scale]), shift]);
  }

  finish(last: string, inputs: readonly string[], outputName: string): Uint8Array {
    this.#nodes.push({ opType: 'Identity', input: [last], output: [outputName] });
    const info = (name: string, elemType: number, shape: Onnx.TensorShapeProto.IDimension[]): object => ({
      name,
      type: { tensorType: { elemType, shape: { dim: shape } } },
    });
    const free = [{ dimParam: 'batch' }, { dimParam: 'tokens' }];
    return onnx.ModelProto.encode({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 17 }],
      graph: {
        name: 'tiny',
        node: this.#nodes,
        initializer: this.#weights,
        input: inputs.map((name) => info(name, 7, free)),
        output: [info(outputName, 1, [...free, { dimValue: tinyDimensions }])],
      },
    }).finish();
  }

  #attention(stream: string, x: string): string {
    if (this.#options.attention === 'none') return this.add('Add', [stream, this.#linear(x)]);
    if (this.#options.attention === 'fused') return this.add('Add', [stream, this.add('Attention', [x])]);
    const query = this.#options.hasQueryNorm ? this.#narrowNorm(this.#linear(x)) : this.#linear(x);
    const key = this.add('Transpose', [this.#linear(x)], [{ name: 'perm', type: 7, ints: [0, 2, 1] }]);
    const scores = this.add('Add', [this.add('MatMul', [query, key]), this.#mask()]);
    const weights = this.add('Softmax', [scores], [{ name: 'axis', type: 2, i: -1 }]);
    return this.add('Add', [stream, this.#linear(this.add('MatMul', [weights, this.#linear(x)]))]);
  }

  #feedForward(stream: string, isNormedFirst: boolean): string {
    const inner = this.add('Relu', [this.#linear(isNormedFirst ? this.norm(stream) : stream)]);
    return this.add('Add', [this.#linear(inner), stream]);
  }

  /** A normalization that is not as wide as the encoder, so that it cannot be a block's. */
  #narrowNorm(x: string): string {
    const scale = this.#constant([1], [0.5]);
    const variance = this.#mean(this.add('Mul', [x, x]));
    const root = this.add('Sqrt', [this.add('Add', [variance, this.#constant([], [1e-5])])]);
    return this.add('Mul', [this.add('Div', [x, root]), scale]);
  }

  #mask(): string {
    const mask = this.add('Cast', ['attention_mask'], [{ name: 'to', type: 2, i: 1 }]);
    const missing = this.add('Sub', [this.#constant([], [1]), mask]);
    const axis = `w${this.#count++}`;
    this.#weights.push({ name: axis, dims: [1], dataType: 7, int64Data: [1] });
    return this.add('Unsqueeze', [this.add('Mul', [missing, this.#constant([], [-1e4])]), axis]);
  }

  #linear(x: string): string {
    if (!this.#options.isDynamic) {
      return this.add('MatMul', [x, this.weight(`w${this.#count++}`, [tinyDimensions, tinyDimensions])]);
    }
    const at = this.#count;
    const quantized = this.add('DynamicQuantizeLinear', [x], [], 3);
    const name = `w${this.#count++}`;
    const int32Data = Array.from({ length: tinyDimensions ** 2 }, () => Math.round(this.#random() * 127));
    this.#weights.push({ name, dims: [tinyDimensions, tinyDimensions], dataType: 3, int32Data });
    const product = this.add('MatMulInteger', [quantized, name, `t${at + 2}`]);
    const wide = this.add('Cast', [product], [{ name: 'to', type: 2, i: 1 }]);
    return this.add('Mul', [wide, this.add('Mul', [`t${at + 1}`, this.#constant([], [1 / 127])])]);
  }

  #mean(x: string): string {
    return this.add(
      'ReduceMean',
      [x],
      [
        { name: 'axes', type: 7, ints: [-1] },
        { name: 'keepdims', type: 2, i: 1 },
      ],
    );
  }

  #constant(dims: number[], floatData: number[]): string {
    const name = `w${this.#count++}`;
    this.#weights.push({ name, dims, dataType: 1, floatData });
    return name;
  }

  #random(): number {
    this.#seed = (this.#seed * 48271) % 2147483647;
    return (this.#seed / 2147483647) * 2 - 1;
  }
}
