import { describe, expect, it } from 'vitest';
import { fixture, readVectorFile, type ReadFile } from '../../../support.ts';
import { writeFiles } from '../npy/npy-file.ts';

/** A safetensors file's bytes: its header, and `dataBytes` bytes after it. */
function file(header: unknown, data: Uint8Array = Buffer.alloc(16)): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

const matrix = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };

function read(bytes: Uint8Array, words = 'a\nb\n'): Promise<ReadFile> {
  return readVectorFile(writeFiles({ 'small.safetensors': bytes, 'vocab.txt': words }));
}

describe('safetensors', () => {
  it('takes the matrix whose name says that it holds vectors, and says so', async () => {
    const data = new Uint8Array(Float32Array.of(9, 9, 9, 9, 1, 2, 3, 4).buffer);
    const other = { ...matrix, data_offsets: [0, 16] };
    const wanted = { ...matrix, data_offsets: [16, 32] };
    const { rows, notes } = await read(
      file({ 'layer.0.weight': other, 'model.embed_tokens.weight': wanted }, data),
    );
    expect(rows).toEqual([
      ['a', 1, 2],
      ['b', 3, 4],
    ]);
    expect(notes).toEqual([
      "small.safetensors: the words' vectors are taken from model.embed_tokens.weight, one of 2 tensors",
    ]);
  });

  it('lists the matrices where it cannot tell which one is meant', async () => {
    const both = file({ left: matrix, right: { ...matrix, data_offsets: [16, 32] } }, Buffer.alloc(32));
    await expect(read(both)).rejects.toThrow(
      'expected one matrix of word vectors, found left (2 x 2 F32), right (2 x 2 F32). In Python: safetensors.numpy.save_file(',
    );
  });

  it('reads a header that is longer than the head of a file', async () => {
    const words = Array.from({ length: 20_000 }, (_, k) => `word${k}`);
    const shape = [words.length, 1];
    const header = {
      __metadata__: { words: JSON.stringify(words) },
      vectors: { dtype: 'F16', shape, data_offsets: [0, words.length * 2] },
    };
    const { rows } = await read(file(header, Buffer.alloc(words.length * 2)));
    expect(rows.length).toBe(20_000);
    expect(rows.at(-1)).toEqual(['word19999', 0]);
  });

  it('skips rows whose word is empty or missing in the metadata', async () => {
    const shape = { dtype: 'F32', shape: [4, 1], data_offsets: [0, 16] };
    const { rows, skipped } = await read(file({ __metadata__: { vocab: 'a\r\n\r\nb\r\nc\r\n' }, v: shape }));
    expect(rows.map(([word]) => word)).toEqual(['a', 'b', 'c']);
    expect(skipped).toEqual([{ line: 2, reason: 'the metadata "vocab" has no word for it' }]);
  });

  it.each([
    [file({ v: matrix }).subarray(0, 30), 'is cut short: expected a header of'],
    [file({ v: matrix }, Buffer.alloc(15)), 'is cut short: expected'],
    [file({ v: matrix }, Buffer.alloc(17)), 'is longer than its header says'],
    [file('{"v": 1}'), 'expected a safetensors header, a JSON object'],
    [file('{"v": '), 'expected a safetensors header, a JSON object'],
    [file({ v: { ...matrix, shape: [2, 1.5] } }), 'expected a safetensors header'],
    [file({ v: { ...matrix, shape: [2, -2] } }), 'expected a safetensors header'],
    [file({ v: { ...matrix, shape: [2, 3] } }), 'expected 24 bytes for v (2 x 3 F32), found 16'],
    [file({ v: { ...matrix, data_offsets: [16, 0] } }), 'found -16 bytes'],
    [
      file({ v: { ...matrix, shape: [2, 0], data_offsets: [0, 0] } }),
      'expected a matrix of the type F16, BF16',
    ],
    [
      file({ v: { ...matrix, shape: [4] } }),
      'expected a matrix of the type F16, BF16, F32 or F64, found v (4 F32)',
    ],
    [file({ v: { ...matrix, dtype: 'I32' } }), 'found v (2 x 2 I32)'],
    [file({}), 'found none'],
    [
      file({ __metadata__: { words: '["a"]' }, v: matrix }),
      'the metadata "words" has 1 words, the matrix has 2 rows',
    ],
    [file({ __metadata__: { words: 5 }, v: matrix }), 'expected a safetensors header'],
    [file({ v: { ...matrix, shape: [0, 2], data_offsets: [0, 0] } }, Buffer.alloc(0)), 'has 2 words'],
  ])('refuses a damaged file (%#)', async (bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'bad-file' });
    await expect(read(bytes)).rejects.toThrow(message);
  });

  it('refuses a header whose length is absurd, where the format is forced', async () => {
    const bytes = file({ v: matrix });
    bytes.writeBigUInt64LE(2n ** 63n, 0);
    const path = writeFiles({ 'x.safetensors': bytes });
    await expect(readVectorFile(path, { format: 'safetensors' })).rejects.toThrow('of 2 bytes to 32 MB');
    const empty = writeFiles({ 'x.safetensors': '' });
    await expect(readVectorFile(empty, { format: 'safetensors' })).rejects.toThrow(
      'is cut short inside its header',
    );
  });

  it('needs words', async () => {
    const bytes = file({ v: matrix });
    await expect(readVectorFile(writeFiles({ 'lone.safetensors': bytes }))).rejects.toThrow(
      'lone.safetensors holds 2 x 2 numbers and no words',
    );
  });

  it('is told by its content', async () => {
    const path = fixture('formats/safetensors/f32-words.safetensors');
    expect((await readVectorFile(path)).format).toBe('safetensors');
  });
});
