import type { Reading } from '../../../shared/domain.ts';
import type { VectorIndex } from '../vectors/search/vector-index.ts';
import { toReading, type Candidate, type FoldOptions } from './fold-forms.ts';

/**
 * For each query its reading among the index's words; null for a null query and for one that is all zeros. All queries
 * run at once. `signal` cancels.
 */
export async function readNearest(
  index: VectorIndex,
  queries: readonly (Float32Array | null)[],
  options: FoldOptions & { readonly signal: AbortSignal },
): Promise<(Reading | null)[]> {
  const asked = queries.flatMap((query, at) => (query?.some((value) => value !== 0) ? [{ at, query }] : []));
  const readings: (Reading | null)[] = queries.map(() => null);
  if (asked.length === 0) return readings;
  const rows = new Float32Array(asked.length * index.dimensions);
  for (const [row, { query }] of asked.entries()) rows.set(query, row * index.dimensions);
  // Enough to fill the list after forms have been folded away.
  const top = 3 * options.top + 24;
  const found = await index.nearestMany(rows, { top, signal: options.signal });
  for (const [row, { at }] of asked.entries()) {
    readings[at] = toReading(candidatesOf(index, found, row), options);
  }
  return readings;
}

function candidatesOf(
  { words }: VectorIndex,
  found: { count: number; rows: Uint32Array; similarities: Float32Array },
  row: number,
): Candidate[] {
  return Array.from({ length: found.count }, (_, at) => ({
    word: words.at(found.rows[row * found.count + at]!),
    similarity: found.similarities[row * found.count + at]!,
  }));
}
