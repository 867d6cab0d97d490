import { describe, expect, it } from 'vitest';
import { occurrenceWays, pointsOnWays } from '../../../src/renderer/state/occurrence-ways.ts';

const layout = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
/** Two occurrences, two layers, one neighbor each, at no distance: each stop is that neighbor's point. */
const path = {
  layers: 2,
  neighbors: 1,
  indices: Uint32Array.from([1, 2, 1, 3]),
  distances: new Float32Array(4),
};

describe('the ways of occurrences through the map', () => {
  const ways = occurrenceWays(path, layout, [9, 9, 9]);

  it('begin at the static word and pass layer by layer', () => {
    expect(ways.map((way) => [...way])).toEqual([
      [9, 9, 9, 1, 0, 0, 0, 1, 0],
      [9, 9, 9, 1, 0, 0, 0, 0, 1],
    ]);
  });

  it('give all points at one position', () => {
    expect([...pointsOnWays(ways, 0)]).toEqual([9, 9, 9, 9, 9, 9]);
    expect([...pointsOnWays(ways, 2)]).toEqual([0, 1, 0, 0, 0, 1]);
  });

  it('are none where nothing is shown', () => {
    expect(pointsOnWays([], 1)).toHaveLength(0);
  });
});
