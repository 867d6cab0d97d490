import { bySimilarity, productWithUnitRow } from './plain-scan.ts';
import type { RowReader } from './row-reader.ts';
import type { RowSimilarity } from './nearest-rows.ts';

/** Rows with scores that their cosines cannot exceed, greatest score first. */
export interface Candidates {
  readonly rows: Uint32Array;
  readonly scores: Float32Array;
  /** What a row that is not among them can score at most; -Infinity where none was left out. */
  readonly floor: number;
}

export interface RankOptions {
  readonly query: Float32Array;
  /** The query's Euclidean length. */
  readonly norm: number;
  readonly top: number;
  readonly exclude?: ReadonlySet<number> | undefined;
}

/**
 * The `top` candidates of greatest cosine, in double precision, equal ones by rank. Rows are read as long as their score leaves a
 * place in the list in doubt. Undefined when a row that is not among the candidates might belong to the list.
 */
export function rankCandidates(
  { rows, scores, floor }: Candidates,
  reader: RowReader,
  { query, norm, top, exclude }: RankOptions,
): RowSimilarity[] | undefined {
  const best: RowSimilarity[] = [];
  for (let place = 0; place < rows.length; place++) {
    const last = best.length === top ? best[top - 1] : undefined;
    if (last && scores[place]! < last.similarity) return best; // sorted: no later one can be greater either
    const row = rows[place]!;
    if (exclude?.has(row)) continue;
    insert(best, { row, similarity: productWithUnitRow(query, reader.row(row)) / norm }, top);
  }
  const last = best.length === top ? best[top - 1] : undefined;
  const isProved = floor === -Infinity || (last !== undefined && floor < last.similarity);
  return isProved ? best : undefined;
}

/** Puts an entry into the sorted list, from which the last one falls out when it is full. */
function insert(best: RowSimilarity[], entry: RowSimilarity, top: number): void {
  let place = best.length;
  while (place > 0 && bySimilarity(entry, best[place - 1]!) < 0) place--;
  if (place >= top) return;
  best.splice(place, 0, entry);
  if (best.length > top) best.pop();
}
