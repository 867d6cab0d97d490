import type { FoundRows } from './kernels/kernel-messages.ts';
import type { Matrix } from './kernels/matrix.ts';
import { bySimilarity, lengthOf, productWithUnitRow, scanPlainly } from './plain-scan.ts';
import type { RowSimilarity } from './vector-index.ts';

export interface ExactOptions {
  readonly top: number;
  readonly limit: number;
  readonly exclude?: ReadonlySet<number> | undefined;
}

/**
 * How far a score in single precision can be from the true product, as a part of the query's length: one rounding of
 * 2^-24 for each of the `dimensions` additions, and a few for the products and the norm (Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.1, with Cauchy-Schwarz).
 */
export function scoreError(dimensions: number): number {
  return (dimensions + 8) * 2 ** -24;
}

/** Rows collected beyond those asked for, so that near ties at the end of the list are decided in double precision. */
export function spareRows(top: number): number {
  return 8 + Math.ceil(top / 8);
}

/**
 * The nearest rows, exactly: a scan in single precision collects somewhat more rows than asked for, their cosines
 * are taken in double precision, and the answer stands if no row left out can belong to it; else the scan is
 * repeated with more. Equal cosines are ordered by rank.
 */
export async function findNearest(
  matrix: Matrix,
  query: Float32Array,
  options: ExactOptions,
): Promise<RowSimilarity[]> {
  const { limit, exclude } = options;
  const top = Math.min(options.top, limit);
  const norm = lengthOf(query);
  const rows = { values: matrix.values, stride: matrix.layout.stride };
  let capacity = top + (exclude?.size ?? 0) + spareRows(top);
  for (; capacity < limit && norm > 0 && matrix.queriesAtOnce(capacity) > 0; capacity *= 4) {
    const parts = await matrix.scan(query, limit, capacity);
    const found = refine(parts, (row) => productWithUnitRow(query, rows, row), norm)
      .filter(({ row }) => !exclude?.has(row))
      .slice(0, top);
    const floor = Math.max(...parts.map((part) => floorOf(part, capacity))) / norm;
    const last = found[top - 1];
    if (last && last.similarity > floor + scoreError(matrix.layout.dimensions)) return found;
  }
  return scanPlainly(rows, query, { ...options, top });
}

function refine(
  parts: readonly FoundRows[],
  product: (row: number) => number,
  norm: number,
): RowSimilarity[] {
  return parts
    .flatMap((part) => [...part.rows].map((row) => ({ row, similarity: product(row) / norm })))
    .sort(bySimilarity);
}

/** What a row that did not get into a full list can score at most; nothing was left out of one that is not full. */
function floorOf(part: FoundRows, capacity: number): number {
  return part.lengths[0] === capacity ? part.scores[capacity - 1]! : -Infinity;
}
