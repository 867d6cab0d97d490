import type { SmallSet } from './small-sets.ts';

export const matrixTypes = ['float32', 'float64', 'bfloat16', 'int16'] as const;
export type MatrixType = (typeof matrixTypes)[number];

const widths: Readonly<Record<MatrixType, number>> = { float32: 4, float64: 8, bfloat16: 2, int16: 2 };

/** The numbers as bytes of a type, and what the type makes of them. */
export function writeNumbers(
  values: Float32Array,
  type: MatrixType,
  isBigEndian = false,
): { readonly bytes: Buffer; readonly values: Float32Array } {
  const width = widths[type];
  const bytes = Buffer.alloc(values.length * width);
  const kept = values.map((value, place) => {
    const at = place * width;
    const part = bytes.subarray(at, at + width);
    const meant = toType(value, type);
    if (type === 'float32') part.writeFloatLE(meant);
    else if (type === 'float64') part.writeDoubleLE(meant);
    else if (type === 'int16') part.writeInt16LE(meant);
    else Buffer.from(Float32Array.of(meant).buffer).copy(part, 0, 2);
    if (isBigEndian) part.reverse();
    return meant;
  });
  return { bytes, values: kept };
}

function toType(value: number, type: MatrixType): number {
  if (type === 'int16') return Math.trunc(Math.max(-30_000, Math.min(30_000, value))) + 0;
  if (type !== 'bfloat16') return value;
  // The upper half of a float32.
  const half = new Uint32Array(Float32Array.of(value).buffer).map((bits) => (bits & 0xffff0000) >>> 0);
  return new Float32Array(half.buffer)[0]!;
}

/** Row by row, or column by column. */
export function arrange({ vectors, words, dimensions }: SmallSet, isByColumns: boolean): Float32Array {
  if (!isByColumns) return vectors;
  return vectors.map((_, place) => {
    const [column, row] = [Math.floor(place / words.length), place % words.length];
    return vectors[row * dimensions + column]!;
  });
}

const npyNames: Readonly<Record<MatrixType, string>> = {
  float32: 'f4',
  float64: 'f8',
  int16: 'i2',
  bfloat16: '',
};

export function writeNpy(
  shape: { readonly rowCount: number; readonly dimensions: number },
  data: {
    readonly bytes: Buffer;
    readonly type: MatrixType;
    readonly isBigEndian: boolean;
    readonly isByColumns: boolean;
  },
): Buffer {
  const descr = `${data.isBigEndian ? '>' : '<'}${npyNames[data.type]}`;
  const order = data.isByColumns ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.rowCount}, ${shape.dimensions}), }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  return Buffer.concat([
    Buffer.from('\u0093NUMPY\u0001\u0000', 'latin1'),
    length,
    Buffer.from(padded),
    data.bytes,
  ]);
}

const safetensorsNames: Readonly<Record<MatrixType, string>> = {
  float32: 'F32',
  float64: 'F64',
  bfloat16: 'BF16',
  int16: 'I16',
};

export function writeSafetensors(
  shape: { readonly rowCount: number; readonly dimensions: number },
  data: { readonly bytes: Buffer; readonly type: MatrixType; readonly words?: readonly string[] | undefined },
): Buffer {
  const header = {
    ...(data.words && { __metadata__: { words: JSON.stringify(data.words) } }),
    vectors: {
      dtype: safetensorsNames[data.type],
      shape: [shape.rowCount, shape.dimensions],
      data_offsets: [0, data.bytes.length],
    },
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data.bytes]);
}

export function writeWord2vecBinary({ words, vectors, dimensions }: SmallSet, hasLineFeeds: boolean): Buffer {
  const rows = words.flatMap((word, row) => [
    Buffer.from(`${word} `),
    Buffer.from(vectors.slice(row * dimensions, (row + 1) * dimensions).buffer),
    Buffer.from(hasLineFeeds ? '\n' : ''),
  ]);
  return Buffer.concat([Buffer.from(`${words.length} ${dimensions}\n`), ...rows]);
}

/** A fastText model without n-grams: a word's vector is its row. */
export function writeFastTextModel({ words, vectors, dimensions }: SmallSet): Buffer {
  const int32 = (...values: number[]): Buffer => Buffer.from(Int32Array.from(values).buffer);
  const int64 = (...values: number[]): Buffer => Buffer.from(BigInt64Array.from(values, BigInt).buffer);
  const entries = words.map((word) => Buffer.concat([Buffer.from(`${word}\0`), int64(1), Buffer.from([0])]));
  const skipgram = 2;
  return Buffer.concat([
    int32(793712314, 12),
    int32(dimensions, 5, 5, 1, 5, 1, 2, skipgram, 0, 0, 0, 100),
    Buffer.alloc(8), // the sampling threshold
    int32(words.length, words.length, 0),
    int64(words.length, -1),
    ...entries,
    Buffer.from([0]),
    int64(words.length, dimensions),
    Buffer.from(vectors.slice().buffer),
    Buffer.from([0]),
    int64(0, dimensions),
  ]);
}
