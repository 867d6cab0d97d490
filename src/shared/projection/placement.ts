import { findKernelWidth } from './membership.ts';

/** Points to place: `count x perPoint` neighbors among the layout's points, row-major, nearest first. */
export interface PlacementInput {
  /** `points x dimensions`, row-major. */
  readonly layout: Float32Array;
  readonly dimensions: number;
  readonly indices: Uint32Array;
  readonly distances: Float32Array;
  readonly perPoint: number;
}

/** Nearer than this, a point is the one that is already there. */
const sameDistance = 1e-6;
/**
 * The sum of a point's weights, the nearest counting 1. On held-out words of GloVe a smaller sum keeps more of their neighbors
 * (1.5: 28 %, 2: 26 %, UMAP's log2(15) = 3.9: 23 %), a larger one moves more smoothly.
 */
const weightSum = 2;

/** Weights of one point's neighbors, not scaled, into `out`. */
function weigh({ distances, perPoint }: PlacementInput, point: number, out: Float64Array): void {
  const from = point * perPoint;
  const nearest = distances[from]!;
  if (nearest < sameDistance) {
    out.fill(0);
    out[0] = 1;
    return;
  }
  const target = Math.min(weightSum, perPoint);
  const width = findKernelWidth({ distances, from, to: from + perPoint, nearest, target });
  for (let at = 0; at < perPoint; at++) out[at] = Math.exp(-(distances[from + at]! - nearest) / width);
}

/**
 * Where new points stand in a layout that does not move: `count x dimensions`, each the mean of its neighbors' positions
 * weighted by UMAP's membership kernel (McInnes, Healy and Melville 2018), narrowed. It varies smoothly with the distances, so a
 * point that moves through its space glides through the map. A point at distance 0 of one in the layout gets that one's position.
 */
export function placePoints(input: PlacementInput): Float32Array<ArrayBuffer> {
  const { layout, dimensions, indices, perPoint } = input;
  const count = perPoint > 0 ? indices.length / perPoint : 0;
  const placed = new Float32Array(count * dimensions);
  const weights = new Float64Array(perPoint);
  for (let point = 0; point < count; point++) {
    weigh(input, point, weights);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (let axis = 0; axis < dimensions; axis++) {
      let value = 0;
      for (let at = 0; at < perPoint; at++)
        value += weights[at]! * layout[indices[point * perPoint + at]! * dimensions + axis]!;
      placed[point * dimensions + axis] = value / sum;
    }
  }
  return placed;
}
