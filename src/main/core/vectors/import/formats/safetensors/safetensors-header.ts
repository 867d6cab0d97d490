import { z } from 'zod';
import { AppError } from '../../../../../../shared/errors.ts';
import { sizeBytes, type NumberTypeName } from '../matrix/number-type.ts';

/** A tensor as the header describes it, at its place in the file. */
export interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The byte of the file where its numbers begin. */
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: readonly Tensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A matrix of floating-point numbers. */
export interface MatrixTensor extends Tensor {
  readonly type: NumberTypeName;
  readonly rowCount: number;
  readonly dimensions: number;
}

/** The reference implementation takes 100 MB; headers of models have some hundred KB, and a word list in one a few MB. */
export const maxHeaderBytes = 32 * 1024 * 1024;
/** The header's length stands in the first eight bytes. */
export const lengthBytes = 8;

const whole = z.number().int().nonnegative();
const tensorSchema = z.object({
  dtype: z.string(),
  shape: z.array(whole),
  data_offsets: z.tuple([whole, whole]),
});
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .catchall(tensorSchema);

const floatTypes: Readonly<Record<string, NumberTypeName>> = {
  F16: 'float16',
  BF16: 'bfloat16',
  F32: 'float32',
  F64: 'float64',
};

/** The length of the header by a file's first bytes. Throws `bad-file` where it cannot be one. */
export function headerLength(head: Buffer, name: string): number {
  if (head.length < lengthBytes) throw new AppError('bad-file', `${name} is cut short inside its header`);
  const length = head.readBigUInt64LE(0);
  if (length >= 2n && length <= BigInt(maxHeaderBytes)) return Number(length);
  throw new AppError(
    'bad-file',
    `${name}: expected a safetensors header of 2 bytes to 32 MB, found ${length} bytes`,
  );
}

/**
 * Reads the header (without its length): a JSON object of tensors by name, with strings under `__metadata__`. Every tensor must have the bytes that its shape
 * needs. Throws `bad-file`. https://huggingface.co/docs/safetensors/index#format
 */
export function parseSafetensorsHeader(bytes: Buffer, name: string): SafetensorsHeader {
  const { __metadata__: metadata = {}, ...described } = parseJson(bytes, name);
  const dataStart = lengthBytes + bytes.length;
  const tensors = Object.entries(described).map(
    ([
      tensorName,
      {
        dtype,
        shape,
        data_offsets: [begin, end],
      },
    ]) => {
      const tensor = { name: tensorName, dtype, shape, start: dataStart + begin, end: dataStart + end };
      checkSize(tensor, name);
      return tensor;
    },
  );
  return { tensors, metadata };
}

function parseJson(bytes: Buffer, name: string): z.output<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new AppError(
      'bad-file',
      `${name}: expected a safetensors header, a JSON object of tensors with dtype, shape and data_offsets`,
      { cause },
    );
  }
}

function checkSize({ name: tensorName, dtype, shape, start, end }: Tensor, name: string): void {
  const type = floatTypes[dtype];
  const expected =
    type === undefined ? undefined : shape.reduce((product, length) => product * length, sizeBytes[type]);
  if (end >= start && (expected === undefined || expected === end - start)) return;
  const needed = expected === undefined ? 'an end after its beginning' : `${expected} bytes`;
  throw new AppError(
    'bad-file',
    `${name}: expected ${needed} for ${describe({ name: tensorName, dtype, shape })}, found ${end - start} bytes`,
  );
}

/** The matrices of floating-point numbers. */
export function findMatrices({ tensors }: SafetensorsHeader): MatrixTensor[] {
  return tensors.flatMap((tensor) => {
    const type = floatTypes[tensor.dtype];
    const [rowCount, dimensions] = tensor.shape;
    const isMatrix = type !== undefined && tensor.shape.length === 2;
    if (!isMatrix || rowCount === undefined || dimensions === undefined || dimensions === 0) return [];
    return [{ ...tensor, type, rowCount, dimensions }];
  });
}

export function describe({ name, dtype, shape }: Pick<Tensor, 'name' | 'dtype' | 'shape'>): string {
  return `${name} (${shape.join(' x ')} ${dtype})`;
}
