import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pca } from '../../../../src/main/core/projection/pca.ts';
import { symmetricEigen } from '../../../../src/main/core/projection/symmetric-eigen.ts';

interface Reference {
  readonly dimensions: number;
  readonly vectors: number[][];
  readonly pca: number[][];
}
const reference = JSON.parse(readFileSync('test/fixtures/projection-reference.json', 'utf8')) as Reference;
const rowCount = reference.vectors.length;
const { dimensions } = reference;
const vectors = Float32Array.from(reference.vectors.flat());

describe('pca', () => {
  it("gives scikit-learn's scores", () => {
    const scores = pca({ vectors, rowCount, dimensions, components: 3 });
    const expected = reference.pca.flat();
    expect(scores.length).toBe(expected.length);
    scores.forEach((score, at) => expect(score).toBeCloseTo(expected[at]!, 4));
  });

  it('gives the same scores each time', () => {
    const input = { vectors, rowCount, dimensions, components: 3 };
    expect(pca(input)).toEqual(pca(input));
  });

  it('leaves components that the rows do not have at zero', () => {
    const line = Float32Array.from([1, 1, 2, 2, 3, 3]);
    const scores = pca({ vectors: line, rowCount: 3, dimensions: 2, components: 3 });
    expect([...scores].map((score) => Math.round(score * 1e4) / 1e4 + 0)).toEqual([
      -1.4142, 0, 0, 0, 0, 0, 1.4142, 0, 0,
    ]);
  });

  it('gives zeros for rows that are all equal', () => {
    const scores = pca({ vectors: new Float32Array(12).fill(3), rowCount: 4, dimensions: 3, components: 3 });
    expect([...scores].every((score) => score === 0)).toBe(true);
  });
});

describe('symmetricEigen', () => {
  it('finds values in falling order and their vectors', () => {
    const { values, vectors: found } = symmetricEigen(Float64Array.from([2, 1, 1, 2]), 2);
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
    expect(Math.abs(found[0]!)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found[0]! * found[2]! + found[1]! * found[3]!).toBeCloseTo(0, 12);
  });
});
