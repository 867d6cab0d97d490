import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { npyHeader, npyHeaderBytes } from '../../core/files/npy-header.ts';

/** Writes rows one chunk after another; the header comes last, when the number of rows is known. */
export function createNpyWriter(file: FileHandle): {
  readonly append: (values: Float32Array) => Promise<void>;
  readonly finish: (shape: readonly number[]) => Promise<void>;
} {
  let position = npyHeaderBytes;
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
      await file.write(npyHeader(shape), 0, npyHeaderBytes, 0);
    },
  };
}

function littleEndian(values: Float32Array): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32();
}
