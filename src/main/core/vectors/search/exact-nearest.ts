import { toCodeQuery } from '../kernels/code-query.ts';
import type { FoundRows } from '../kernels/kernel-messages.ts';
import type { Matrix } from '../kernels/matrix.ts';
import { hasDirection, lengthOf, scanPlainly } from './plain-scan.ts';
import { rankCandidates, type Candidates } from './rank-candidates.ts';
import type { RowReader } from './row-reader.ts';
import type { RowSimilarity } from './nearest-rows.ts';

export interface ExactOptions {
  readonly top: number;
  readonly limit: number;
  readonly exclude?: ReadonlySet<number> | undefined;
}

/** Rows collected beyond those asked for: enough that a second scan is rarely needed, few enough to cost nothing. */
export function spareRows(top: number): number {
  return 32 + top;
}

/**
 * The nearest rows, exactly: a scan of the codes collects the rows whose cosines can be greatest, the vectors as they came decide
 * among them in double precision, and the answer stands if no row left out can belong to it; else the scan is repeated with more.
 */
export async function findNearest(
  matrix: Matrix,
  reader: RowReader,
  query: Float32Array,
  options: ExactOptions,
): Promise<RowSimilarity[]> {
  const { limit, exclude } = options;
  const top = Math.min(options.top, limit);
  const norm = lengthOf(query);
  let capacity = top + (exclude?.size ?? 0) + spareRows(top);
  if (hasDirection(norm)) {
    const codeQuery = toCodeQuery(query, norm);
    for (; capacity < 4 * limit && matrix.queriesAtOnce(capacity) > 0; capacity *= 4) {
      const parts = await matrix.scan(codeQuery, limit, capacity);
      const found = rankCandidates(merge(parts, capacity), reader, { query, norm, top, exclude });
      if (found) return found;
    }
  }
  return scanPlainly(reader, query, { ...options, top });
}

/** The threads' lists as one. */
function merge(parts: readonly FoundRows[], capacity: number): Candidates {
  const entries = parts.flatMap(({ rows, scores }) =>
    Array.from(rows, (row, place) => ({ row, score: scores[place]! })),
  );
  entries.sort((a, b) => b.score - a.score);
  return {
    rows: Uint32Array.from(entries, ({ row }) => row),
    scores: Float32Array.from(entries, ({ score }) => score),
    floor: Math.max(
      ...parts.map((part) => (part.counts[0] === capacity ? part.scores[capacity - 1]! : -Infinity)),
    ),
  };
}
