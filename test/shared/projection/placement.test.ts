import { describe, expect, it } from 'vitest';
import { placePoints } from '../../../src/shared/projection/placement.ts';

const layout = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 5, 5, 5);

describe('placePoints', () => {
  it('puts a word of the map on its own place', () => {
    const placed = placePoints({
      layout,
      dimensions: 3,
      indices: Uint32Array.of(3, 0, 1),
      distances: Float32Array.of(0, 0.4, 0.5),
      perPoint: 3,
    });
    expect([...placed]).toEqual([5, 5, 5]);
  });

  it('puts a new word among its neighbors, nearest to the nearest', () => {
    const [x, y, z] = placePoints({
      layout,
      dimensions: 3,
      indices: Uint32Array.of(1, 0, 2),
      distances: Float32Array.of(0.1, 0.5, 0.6),
      perPoint: 3,
    });
    expect(x).toBeGreaterThan(0.5);
    expect(x).toBeLessThan(1);
    expect(y).toBeLessThan(0.25);
    expect(z).toBe(0);
  });

  it('moves smoothly as distances change', () => {
    const at = (distance: number): number =>
      placePoints({
        layout,
        dimensions: 3,
        indices: Uint32Array.of(1, 0, 2),
        distances: Float32Array.of(0.3, distance, 0.6),
        perPoint: 3,
      })[0]!;
    for (let distance = 0.3; distance < 0.6; distance += 0.01)
      expect(Math.abs(at(distance + 0.01) - at(distance))).toBeLessThan(0.06);
  });

  it('places several points, and none', () => {
    const indices = Uint32Array.of(0, 1, 1, 2);
    const distances = Float32Array.of(0, 0.5, 0.2, 0.2);
    const placed = placePoints({ layout, dimensions: 3, indices, distances, perPoint: 2 });
    expect([...placed]).toEqual([0, 0, 0, 0.5, 0.5, 0]);
    const none = placePoints({
      layout,
      dimensions: 3,
      indices: new Uint32Array(),
      distances: new Float32Array(),
      perPoint: 2,
    });
    expect(none).toHaveLength(0);
  });
});
