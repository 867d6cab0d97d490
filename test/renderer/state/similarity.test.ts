import { describe, expect, it } from 'vitest';
import { layerMatrix, layerMeans } from '../../../src/renderer/state/similarity.ts';

/** Two layers of three occurrences: the first two share a sense. */
const similarities = Float32Array.from([
  ...[1, 0.75, 0.5, 0.75, 1, 0.25, 0.5, 0.25, 1],
  ...[1, 0.5, 0, 0.5, 1, 0, 0, 0, 1],
]);

describe('mean similarities by layer', () => {
  it('count each pair once, by sense', () => {
    const means = layerMeans(similarities, [0.1, 0.2], ['a', 'a', 'b']);
    expect(means).toEqual([
      { layer: 0, all: 0.5, within: 0.75, across: 0.375, baseline: 0.1 },
      { layer: 1, all: expect.closeTo(1 / 6, 6) as number, within: 0.5, across: 0, baseline: 0.2 },
    ]);
  });

  it('leave pairs of an unknown sense to the mean over all', () => {
    const [first] = layerMeans(similarities, [0.1, 0.2], [null, 'a', 'b']);
    expect(first).toMatchObject({ all: 0.5, within: null, across: 0.25 });
  });

  it('find a layer in the flat array', () => {
    expect([...layerMatrix(similarities, 3, 1)]).toEqual([1, 0.5, 0, 0.5, 1, 0, 0, 0, 1]);
  });
});
