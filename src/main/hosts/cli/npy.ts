import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';

const headerBytes = 128;

/**
 * The header of a NumPy file, format 1.0, of little-endian float32 in C order: magic, version, and the
 * description padded by blanks to 128 bytes in all, a multiple of 64 as the format asks.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(shape: readonly number[]): Uint8Array {
  const shapeText = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shapeText}, }`;
  const header = Buffer.alloc(headerBytes, ' ');
  header.write('\u0093NUMPY\u0001\u0000', 0, 'latin1');
  header.writeUInt16LE(headerBytes - 10, 8);
  header.write(description, 10, 'latin1');
  header.write('\n', headerBytes - 1, 'latin1');
  return header;
}

/** Writes rows one chunk after another; the header comes last, when the number of rows is known. */
export function createNpyWriter(file: FileHandle): {
  readonly append: (values: Float32Array) => Promise<void>;
  readonly finish: (shape: readonly number[]) => Promise<void>;
} {
  let position = headerBytes;
  return {
    append: async (values) => {
      const bytes = littleEndian(values);
      for (let written = 0; written < bytes.length;) {
        const result = await file.write(bytes, written, bytes.length - written, position);
        written += result.bytesWritten;
        position += result.bytesWritten;
      }
    },
    finish: async (shape) => {
      await file.write(npyHeader(shape), 0, headerBytes, 0);
    },
  };
}

function littleEndian(values: Float32Array): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32();
}
