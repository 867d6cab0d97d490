import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../../shared/errors.ts';
import { fromFloat16Bits } from './float16.ts';
import { loadRuntime } from './runtime.ts';

/** One sentence as numbers. */
export interface TokenRow {
  readonly ids: readonly number[];
  readonly typeIds: readonly number[];
}

export interface ModelOutput {
  readonly values: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** A loaded model. */
export interface ModelSession {
  /** Runs the sentences as one batch, padded to the longest; gives the named outputs, in order, and computes no others. */
  run(rows: readonly TokenRow[], outputs: readonly string[]): Promise<ModelOutput[]>;
  close(): Promise<void>;
}

const options: InferenceSession.SessionOptions = {
  graphOptimizationLevel: 'all',
  executionMode: 'sequential',
  // Remarks on how a model was exported help nobody who uses the app; errors are thrown.
  logSeverityLevel: 3,
  // Batches have many shapes: a plan or an arena for each shape costs more memory than it saves time.
  enableMemPattern: false,
  enableCpuMemArena: false,
  // Threads that wait busily take the processor from the window and from the projection that runs beside.
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/**
 * Loads a model from its bytes, with whatever outputs they declare. `inputs` are the names that it takes. Throws
 * `encoder-damaged`, naming `file`, where ONNX Runtime cannot read it.
 */
export async function openModelSession(
  bytes: Uint8Array,
  inputs: readonly string[],
  file: string,
): Promise<ModelSession> {
  const { InferenceSession, Tensor } = await loadRuntime();
  const session = await explain(file, 'load', InferenceSession.create(bytes, options));
  return {
    run: async (rows, outputs) => {
      const columns = rows.reduce((longest, row) => Math.max(longest, row.ids.length), 0);
      const feeds = Object.fromEntries(
        inputs.map((name) => [
          name,
          new Tensor('int64', fillInput(name, rows, columns), [rows.length, columns]),
        ]),
      );
      const results = await explain(file, 'run', session.run(feeds, outputs));
      return outputs.map((name) => toOutput(results[name], name, file));
    },
    close: () => session.release(),
  };
}

/** The values of one input, `rows x columns`; what is padded stays 0 and is masked. */
function fillInput(name: string, rows: readonly TokenRow[], columns: number): BigInt64Array {
  const values = new BigInt64Array(rows.length * columns);
  // Token numbers fit the lower half of each value; setting it alone spares a BigInt for each token.
  const lowerHalves = new Int32Array(values.buffer);
  for (const [row, { ids, typeIds }] of rows.entries()) {
    for (const [column, id] of ids.entries()) {
      const at = 2 * (row * columns + column);
      if (name === 'input_ids') lowerHalves[at] = id;
      else if (name === 'attention_mask') lowerHalves[at] = 1;
      else if (name === 'token_type_ids') lowerHalves[at] = typeIds[column] ?? 0;
      else lowerHalves[at] = column;
    }
  }
  return values;
}

function toOutput(tensor: Tensor | undefined, name: string, file: string): ModelOutput {
  if (tensor?.type === 'float32')
    return { values: tensor.data as Float32Array<ArrayBuffer>, shape: tensor.dims };
  if (tensor?.type === 'float16') {
    // A Float16Array where the engine has it, else its bits.
    const { buffer, byteOffset, length } = tensor.data as Uint16Array;
    return { values: fromFloat16Bits(new Uint16Array(buffer, byteOffset, length)), shape: tensor.dims };
  }
  throw new AppError(
    'encoder-damaged',
    `${file}: output ${name} is ${tensor?.type ?? 'missing'}; expected float32`,
  );
}

/** Waits for ONNX Runtime and turns what it throws into an error that names the file. */
async function explain<T>(file: string, verb: 'load' | 'run', work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('encoder-damaged', `${file}: ONNX Runtime cannot ${verb} it: ${reason}`, {
      cause: error,
    });
  }
}
