import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDir } from '../../../support.ts';

/** A NumPy file's bytes from the text of its header. */
export function npyBytes(description: string, data: Uint8Array): Buffer {
  const header = Buffer.from(`${description}\n`, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from('\u0093NUMPY\u0001\u0000', 'latin1'), length, header, data]);
}

/** The bytes of a float32 matrix. */
export function matrixBytes(rows: readonly (readonly number[])[]): Buffer {
  const shape = `(${rows.length}, ${rows[0]?.length ?? 0})`;
  const numbers = Float32Array.from(rows.flat());
  return npyBytes(
    `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`,
    new Uint8Array(numbers.buffer),
  );
}

/** Writes files into an empty folder; returns the path of the first. */
export function writeFiles(files: Readonly<Record<string, string | Uint8Array>>): string {
  const dir = temporaryDir();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
  return join(dir, Object.keys(files)[0]!);
}
