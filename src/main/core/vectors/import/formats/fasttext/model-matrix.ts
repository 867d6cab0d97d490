import { damaged, readCount, type ModelFile } from './model-file.ts';

/** A matrix of a model's file, read piece by piece. */
export interface ModelMatrix {
  readonly rowCount: number;
  readonly dimensions: number;
  /** Where the next part of the file begins. */
  readonly end: number;
  /** Rows `first` to `first + count`, row-major. */
  readRows(first: number, count: number): Promise<Float32Array>;
}

/** Where a matrix is, and what it must be. */
export interface MatrixPlace {
  readonly start: number;
  readonly dimensions: number;
  /** What it is, for messages: "its word vectors". */
  readonly what: string;
}

/** Two 64-bit counts, rows and columns. */
export const shapeBytes = 16;

/** Throws `bad-file` where the columns are not the model's dimensions. */
export function readRowCount(
  bytes: Buffer,
  offset: number,
  file: ModelFile,
  { dimensions, what }: MatrixPlace,
): number {
  const rowCount = readCount(bytes, offset, file, `rows of ${what}`);
  const columns = readCount(bytes, offset + 8, file, `columns of ${what}`);
  if (columns === dimensions) return rowCount;
  throw damaged(file.name, `expected ${dimensions} columns in ${what}, found ${columns}`);
}

/** Bytes as the little-endian float32 that they are; without a copy where they lie right. */
export function toFloats({ buffer, byteOffset, byteLength }: Buffer): Float32Array {
  if (byteOffset % 4 === 0) return new Float32Array(buffer, byteOffset, byteLength / 4);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
