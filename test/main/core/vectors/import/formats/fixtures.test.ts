import { describe, expect, it } from 'vitest';
import { fixture, readVectorFile } from '../../support.ts';
import { expectedFiles } from './fixtures.ts';

describe.each(['npy', 'safetensors', 'parquet', 'projector'])('files of the format %s', (folder) => {
  it.each(expectedFiles(folder))('hold what other programs find in $name', async (file) => {
    const { format, dimensions, rows } = await readVectorFile(fixture(`formats/${file.name}`));
    expect({ format, dimensions }).toEqual({ format: folder, dimensions: file.dimensions });
    expect(rows.map(([word]) => word)).toEqual(file.words);
    const numbers = Float32Array.from(rows.flatMap(([, ...vector]) => vector));
    // To the bit: equality of numbers would not tell 0 from -0.
    expect(Buffer.from(numbers.buffer).equals(Buffer.from(file.vectors.buffer))).toBe(true);
  });
});
