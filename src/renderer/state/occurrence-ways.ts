import { placePoints } from '../../shared/projection/placement.ts';
import type { ContextPath } from './context-vectors.svelte.ts';
import { pointOnWay } from './layer-way.ts';

/**
 * The way of each occurrence through the map: `(layers + 1) x 3` stops, the static word first, then layer by layer.
 * `layout` is `words x 3`.
 */
export function occurrenceWays(
  path: ContextPath,
  layout: Float32Array,
  staticPoint: ArrayLike<number>,
): readonly Float32Array[] {
  const { indices, distances, layers, neighbors } = path;
  const placed = placePoints({ layout, dimensions: 3, indices, distances, perPoint: neighbors });
  const count = placed.length / (layers * 3);
  return Array.from({ length: count }, (_, occurrence) => {
    const way = new Float32Array((layers + 1) * 3);
    way.set(Array.from(staticPoint).slice(0, 3));
    way.set(placed.subarray(occurrence * layers * 3, (occurrence + 1) * layers * 3), 3);
    return way;
  });
}

/** Where all occurrences stand at a slider position: `count x 3`. */
export function pointsOnWays(ways: readonly Float32Array[], position: number): Float32Array {
  const points = new Float32Array(ways.length * 3);
  ways.forEach((way, index) => pointOnWay(way, position, points, index * 3));
  return points;
}
