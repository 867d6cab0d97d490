import { describe, expect, it } from 'vitest';
import { createNgrams, type NgramModel } from '../../../../../src/main/core/vectors/subwords/ngrams.ts';
import { printed } from '../import/formats/fasttext/printed-vectors.ts';

function ngramsOf(word: string | Buffer, model: NgramModel): number[] {
  const rows: number[] = [];
  createNgrams(model)(Buffer.from(word as string), (row) => rows.push(row));
  return rows;
}

const bucketCount = 500;

describe('createNgrams', () => {
  it.each([
    { name: 'skipgram.bin', minLength: 3, maxLength: 6 },
    { name: 'cbow.bin', minLength: 2, maxLength: 4 },
    { name: 'multilingual.bin', minLength: 1, maxLength: 3 },
    { name: 'supervised.bin', minLength: 2, maxLength: 5 },
    { name: 'quantized.ftz', minLength: 3, maxLength: 5 },
  ])('numbers the n-grams as fastText does: $name', ({ name, ...lengths }) => {
    const { unknown } = printed[name]!;
    for (const { word, ngrams } of unknown) {
      expect(ngramsOf(word, { bucketCount, ...lengths }), word).toEqual(ngrams);
    }
    expect(unknown.length).toBeGreaterThan(9);
  });

  it('takes characters, not bytes or UTF-16 units', () => {
    const model = { minLength: 2, maxLength: 2, bucketCount };
    expect(ngramsOf('é', model)).toHaveLength(2); // <é é>
    expect(ngramsOf('🙂', model)).toHaveLength(2);
    expect(ngramsOf('e\u0301', model)).toHaveLength(3); // an accent of its own is a character
  });

  it('leaves out the marks of begin and end by themselves', () => {
    const model = { minLength: 1, maxLength: 1, bucketCount };
    expect(ngramsOf('ab', model)).toHaveLength(2);
    expect(ngramsOf('', model)).toEqual([]);
  });

  it('gives the mark of a line’s end no n-grams', () => {
    expect(ngramsOf('</s>', { minLength: 1, maxLength: 6, bucketCount })).toEqual([]);
  });

  it('gives n-grams that were kept their new rows, and leaves out the others', () => {
    const model = { minLength: 3, maxLength: 3, bucketCount };
    const [first, second, third] = ngramsOf('abc', model);
    const kept = Int32Array.of(third!, 0, first!, 1);
    expect(second).toBeDefined();
    expect(ngramsOf('abc', { ...model, kept })).toEqual([1, 0]);
  });

  it('finds an end in bytes that are no UTF-8', () => {
    const model = { minLength: 1, maxLength: 6, bucketCount };
    expect(ngramsOf(Buffer.from([0xbf, 0xff, 0x80]), model).length).toBeGreaterThan(0);
  });
});
