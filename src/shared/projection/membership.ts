/** Nearest neighbors of `rowCount` points: row-major, `perRow` each, nearest first. */
export interface NeighborRows {
  readonly indices: Uint32Array;
  readonly distances: Float32Array;
  readonly rowCount: number;
  readonly perRow: number;
}

const searchSteps = 64;
const searchTolerance = 1e-5;
/** The smallest width of a kernel, as a share of the mean distance. */
const minWidthShare = 1e-3;

function meanOfRow({ distances, perRow }: NeighborRows, row: number): number {
  let sum = 0;
  for (let at = row * perRow; at < (row + 1) * perRow; at++) sum += distances[at]!;
  return sum / perRow;
}

function meanOfRows(rows: NeighborRows): number {
  let sum = 0;
  for (let row = 0; row < rows.rowCount; row++) sum += meanOfRow(rows, row);
  return sum / rows.rowCount;
}

/** The first distance above 0 of a row; 0 where there is none. */
function nearestDistance({ distances, perRow }: NeighborRows, row: number): number {
  for (let at = row * perRow; at < (row + 1) * perRow; at++) if (distances[at]! > 0) return distances[at]!;
  return 0;
}

/** A stretch of distances, and the sum that their memberships shall have. */
interface WidthSearch {
  readonly distances: Float32Array;
  readonly from: number;
  readonly to: number;
  readonly nearest: number;
  readonly target: number;
}

/** The kernel width at which the sum of exp(-(distance - nearest) / width), at most 1 each, is `target`; by bisection. */
export function findKernelWidth({ distances, from, to, nearest, target }: WidthSearch): number {
  let low = 0;
  let high = Infinity;
  let width = 1;
  for (let step = 0; step < searchSteps; step++) {
    let sum = 0;
    for (let at = from; at < to; at++) {
      const beyond = distances[at]! - nearest;
      sum += beyond > 0 ? Math.exp(-(beyond / width)) : 1;
    }
    if (Math.abs(sum - target) < searchTolerance) break;
    if (sum > target) high = width;
    else low = width;
    width = high === Infinity ? width * 2 : (low + high) / 2;
  }
  return width;
}

/**
 * How strongly each point belongs to each of its neighbors, in [0, 1], in the order of `rows` (each point itself first):
 * exp(-(distance - nearest) / width), where `nearest` is the distance to the nearest other point and the width makes a
 * row sum up to log2(perRow) (McInnes, Healy and Melville 2018, "smooth kNN distances"); the arithmetic is umap-js 1.4's.
 */
export function memberships(rows: NeighborRows): Float64Array {
  const { distances, rowCount, perRow } = rows;
  const target = Math.log(perRow) / Math.log(2);
  const strengths = new Float64Array(rowCount * perRow);
  let overallMean: number | undefined;
  for (let row = 0; row < rowCount; row++) {
    const nearest = nearestDistance(rows, row);
    const mean = nearest > 0 ? meanOfRow(rows, row) : (overallMean ??= meanOfRows(rows));
    const [from, to] = [row * perRow, (row + 1) * perRow];
    const found = findKernelWidth({ distances, from: from + 1, to, nearest, target });
    const width = Math.max(found, minWidthShare * mean);
    for (let at = from; at < to; at++) {
      const beyond = distances[at]! - nearest;
      strengths[at] = beyond <= 0 ? 1 : Math.exp(-(beyond / width));
    }
  }
  return strengths;
}
