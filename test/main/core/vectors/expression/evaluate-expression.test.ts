import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateExpression } from '../../../../../src/main/core/vectors/expression/evaluate-expression.ts';
import { findNeighbors } from '../../../../../src/main/core/vectors/find-neighbors.ts';
import type { Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import {
  createVectorIndex,
  type VectorIndex,
} from '../../../../../src/main/core/vectors/search/vector-index.ts';
import { openKernels } from '../support.ts';

let kernels: Kernels;
let index: VectorIndex;
beforeAll(async () => {
  kernels = await openKernels(1);
  index = createVectorIndex({
    words: ['east', 'north', 'Up', 'up', 'northeast', 'west', 'nowhere'],
    vectors: Float32Array.from([5, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 9, 1, 1, 0, -3, 0, 0, 0, 0, 0]),
    dimensions: 3,
    kernels,
  });
});
afterAll(() => kernels.dispose());

function expectNear(vector: Float32Array, expected: readonly number[]): void {
  expect(vector.length).toBe(expected.length);
  expected.forEach((value, k) => expect(vector[k]).toBeCloseTo(value, 6));
}

describe('evaluateExpression', () => {
  it('adds unit vectors, whatever their length was', () => {
    const { vector } = evaluateExpression(index, 'east + north');
    expectNear(vector, [Math.SQRT1_2, Math.SQRT1_2, 0]);
  });

  it('counts weights and signs', () => {
    const { vector, terms } = evaluateExpression(index, '3*east - 4*north');
    expectNear(vector, [0.6, -0.8, 0]);
    expect(terms).toEqual([
      { word: 'east', rank: 0, weight: 3 },
      { word: 'north', rank: 1, weight: -4 },
    ]);
  });

  it('takes a word as it is typed before it tries lower case', () => {
    expect(evaluateExpression(index, 'Up').terms[0]).toMatchObject({ word: 'Up', rank: 2 });
    expect(evaluateExpression(index, 'UP').terms[0]).toMatchObject({ word: 'up', rank: 3 });
    expect(evaluateExpression(index, 'EAST').terms[0]).toMatchObject({ word: 'east', rank: 0 });
  });

  it.each(['east - east', 'east + west', '0*east', 'nowhere'])('says that %s adds up to nothing', (text) => {
    expect(() => evaluateExpression(index, text)).toThrow(
      expect.objectContaining({
        code: 'bad-expression',
        message: expect.stringContaining('adds up to nothing') as string,
      }),
    );
  });

  it('names every unknown word with its closest spellings', () => {
    expect(() => evaluateExpression(index, 'nort + xyzzy - eest')).toThrow(
      expect.objectContaining({
        code: 'unknown-word',
        message: expect.stringMatching(
          /"nort" is not in this set.*north.*"xyzzy" is not in this set/,
        ) as string,
        details: {
          words: [
            { word: 'nort', suggestions: ['north'] },
            { word: 'xyzzy', suggestions: [] },
            { word: 'eest', suggestions: ['east', 'west'] },
          ],
        },
      }),
    );
  });
});

describe('findNeighbors', () => {
  it('leaves the words of the expression out', async () => {
    const { neighbors } = await findNeighbors(index, 'east + north', 2);
    expect(neighbors[0]).toEqual({ word: 'northeast', rank: 4, similarity: expect.closeTo(1, 6) as number });
    expect(neighbors.map((neighbor) => neighbor.word)).not.toContain('east');
  });
});
