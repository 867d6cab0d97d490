import type { onnx } from 'onnx-proto';

/** The parts of an ONNX graph that are read here (https://onnx.ai/onnx/repo-docs/IR.html). */
export type GraphProto = onnx.IGraphProto;
export type NodeProto = onnx.INodeProto;

export interface ModelFormat {
  /** Throws where the bytes are no ONNX model. Weights are not copied: they are views into `bytes`. */
  readonly decode: (bytes: Uint8Array) => GraphProto;
  readonly encode: (graph: GraphProto) => Uint8Array;
}

/** Loads the reader of ONNX files; on first use, because it takes a tenth of a second. */
export async function loadModelFormat(): Promise<ModelFormat> {
  const module = await import('onnx-proto');
  // A CommonJS module whose names Node cannot tell beforehand: they are on its default export only.
  const { onnx } = ('default' in module ? module.default : module) as typeof module;
  return {
    decode: (bytes) => {
      const { graph } = onnx.ModelProto.decode(bytes);
      if (!graph?.node?.length) throw new Error('it holds no graph');
      return graph;
    },
    encode: (graph) => onnx.ModelProto.encode({ graph }).finish(),
  };
}

/**
 * The model with further tensors declared as outputs. Messages in protobuf's wire format merge when their bytes are
 * joined, so the declarations are appended and nothing else is encoded again (https://protobuf.dev/programming-guides/encoding/#last-one-wins).
 * Types are left out: the runtime infers them.
 */
export function withOutputs(format: ModelFormat, bytes: Uint8Array, names: readonly string[]): Uint8Array {
  const declarations = format.encode({ output: names.map((name) => ({ name })) });
  const joined = new Uint8Array(bytes.length + declarations.length);
  joined.set(bytes);
  joined.set(declarations, bytes.length);
  return joined;
}
