/** A fastText model as a test wants it: what is left out is as the program would write it. */
export interface ModelParts {
  readonly version?: number;
  readonly dimensions: number;
  readonly model?: 'cbow' | 'skipgram' | 'supervised';
  readonly bucketCount?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly words: readonly (string | Buffer)[];
  readonly labels?: readonly string[];
  /** What the dictionary's head says, where it lies. */
  readonly counts?: { readonly size?: number; readonly words?: number; readonly labels?: number };
  /** The n-grams kept, as pairs of number and row. */
  readonly kept?: readonly number[];
  readonly isQuantized?: boolean;
  /** Words and n-grams; `matrix(...)` or `quantizedMatrix(...)`. */
  readonly input: Buffer;
  readonly hasQuantizedOutput?: boolean;
  readonly output?: Buffer;
}

const models = { cbow: 1, skipgram: 2, supervised: 3 };

export function modelBytes(parts: ModelParts): Buffer {
  const { version = 12, dimensions, model = 'skipgram', bucketCount = 0, words, labels = [] } = parts;
  const { minLength = 0, maxLength = 0, counts = {}, kept } = parts;
  const entries = [...words.map((word) => entry(word, 0)), ...labels.map((label) => entry(label, 1))];
  return Buffer.concat([
    int32(793712314, version),
    int32(dimensions, 5, 5, 1, 5, 1, 2, models[model], bucketCount, minLength, maxLength, 100),
    Buffer.alloc(8),
    int32(
      counts.size ?? words.length + labels.length,
      counts.words ?? words.length,
      counts.labels ?? labels.length,
    ),
    int64(1000, kept ? kept.length / 2 : -1),
    ...entries,
    int32(...(kept ?? [])),
    Buffer.from([parts.isQuantized ? 1 : 0]),
    parts.input,
    Buffer.from([parts.hasQuantizedOutput ? 1 : 0]),
    parts.output ?? matrix([], dimensions),
  ]);
}

/** Rows of `dimensions` numbers; `rowCount` is what the head says, where it lies. */
export function matrix(numbers: ArrayLike<number>, dimensions: number, rowCount?: number | bigint): Buffer {
  const values = Float32Array.from(numbers);
  return Buffer.concat([
    int64(rowCount ?? values.length / dimensions, dimensions),
    Buffer.from(values.buffer),
  ]);
}

export interface QuantizedParts {
  readonly rowCount: number;
  readonly dimensions: number;
  readonly pieceWidth: number;
  readonly codes: readonly number[];
  /** 256 x dimensions. */
  readonly centroids: ArrayLike<number>;
  readonly norms?: { readonly codes: readonly number[]; readonly centroids: ArrayLike<number> };
}

export function quantizedMatrix({ rowCount, dimensions, norms, ...parts }: QuantizedParts): Buffer {
  return Buffer.concat([
    Buffer.from([norms ? 1 : 0]),
    int64(rowCount, dimensions),
    int32(parts.codes.length),
    Buffer.from(parts.codes),
    quantizer(dimensions, parts.pieceWidth, parts.centroids),
    ...(norms ? [Buffer.from(norms.codes), quantizer(1, 1, norms.centroids)] : []),
  ]);
}

function quantizer(dimensions: number, pieceWidth: number, centroids: ArrayLike<number>): Buffer {
  const pieces = Math.ceil(dimensions / pieceWidth);
  const last = dimensions - (pieces - 1) * pieceWidth;
  return Buffer.concat([
    int32(dimensions, pieces, pieceWidth, last),
    Buffer.from(Float32Array.from(centroids).buffer),
  ]);
}

function entry(word: string | Buffer, type: number): Buffer {
  return Buffer.concat([Buffer.from(word as string), Buffer.from([0]), int64(1), Buffer.from([type])]);
}

function int32(...values: number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

function int64(...values: (number | bigint)[]): Buffer {
  return Buffer.from(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
}
