import { throwIfAborted } from '../../../shared/errors.ts';
import { findNearest, scoreError, spareRows } from './exact-nearest.ts';
import type { FoundRows } from './kernels/kernel-messages.ts';
import type { Matrix } from './kernels/matrix.ts';
import { bySimilarity, lengthOf } from './plain-scan.ts';
import type { NearestMany, NearestManyOptions, RowSimilarity } from './vector-index.ts';

/** Multiplications that one task may take: at most a tenth of a second or two, so that other searches get their turn. */
const taskMultiplications = 1.6e9;
const noRow = 0xffff_ffff;

/**
 * The nearest rows of many queries (`count x dimensions`), as exact as {@link findNearest}. Tasks of a few dozen
 * queries are given to all threads; a query whose list cannot be proved complete is searched again by itself.
 */
export async function findNearestMany(
  matrix: Matrix,
  queries: Float32Array,
  options: NearestManyOptions & { readonly limit: number },
): Promise<NearestMany> {
  const { dimensions } = matrix.layout;
  const queryCount = queries.length / dimensions;
  const available = options.ownRows ? options.limit - 1 : options.limit;
  const top = Math.min(options.top, available);
  const capacity = Math.min(top + spareRows(top), options.limit);
  const atOnce = queriesInTask(matrix, options.limit, capacity);
  const rows = new Uint32Array(queryCount * top);
  const similarities = new Float32Array(queryCount * top);
  let next = 0;
  let done = 0;

  function put(query: number, found: readonly RowSimilarity[]): void {
    found.forEach((entry, place) => {
      rows[query * top + place] = entry.row;
      similarities[query * top + place] = entry.similarity;
    });
  }

  function ownRow(query: number): number {
    return options.ownRows?.[query] ?? noRow;
  }

  async function searchAlone(query: number): Promise<void> {
    const vector = queries.slice(query * dimensions, (query + 1) * dimensions);
    const exclude = new Set([ownRow(query)]);
    put(query, await findNearest(matrix, vector, { top, limit: options.limit, exclude }));
  }

  async function searchTask(start: number, end: number): Promise<void> {
    const part = queries.slice(start * dimensions, end * dimensions);
    const ownRows = Uint32Array.from({ length: end - start }, (_, place) => ownRow(start + place));
    const found = await matrix.scanMany(part, ownRows, { end: options.limit, capacity });
    for (let query = start; query < end; query++) {
      const norm = lengthOf(part.subarray((query - start) * dimensions, (query - start + 1) * dimensions));
      const list = completeList(found, query - start, {
        capacity,
        isWhole: capacity >= options.limit,
        top,
        norm,
        dimensions,
      });
      if (list) put(query, list);
      else await searchAlone(query);
    }
  }

  async function work(): Promise<void> {
    while (next < queryCount) {
      throwIfAborted(options.signal);
      const start = next;
      const end = Math.min(queryCount, start + Math.max(1, atOnce));
      next = end;
      if (atOnce > 0) await searchTask(start, end);
      else await searchAlone(start);
      done += end - start;
      options.onDone?.(done);
    }
  }

  await Promise.all(Array.from({ length: matrix.threads }, work));
  return { count: top, rows, similarities };
}

interface ListShape {
  readonly capacity: number;
  /** The list holds every row there is. */
  readonly isWhole: boolean;
  readonly top: number;
  readonly norm: number;
  readonly dimensions: number;
}

/** A query's list in its true order; undefined when a row that was left out might belong to it. */
function completeList(found: FoundRows, place: number, list: ListShape): RowSimilarity[] | undefined {
  const { capacity, top, norm } = list;
  if (norm === 0) return undefined;
  const length = found.lengths[place]!;
  const start = place * capacity;
  const entries = Array.from({ length }, (_, k) => ({
    row: found.rows[start + k]!,
    similarity: found.products[start + k]! / norm,
  })).sort(bySimilarity);
  const floor = length === capacity && !list.isWhole ? found.scores[start + capacity - 1]! / norm : -Infinity;
  const last = entries[top - 1];
  if (!last || last.similarity <= floor + scoreError(list.dimensions)) return undefined;
  return entries.slice(0, top);
}

function queriesInTask(matrix: Matrix, limit: number, capacity: number): number {
  const fitting = matrix.queriesAtOnce(capacity);
  const quick = Math.floor(taskMultiplications / limit / matrix.layout.dimensions / 4) * 4;
  return Math.min(fitting, Math.max(8, quick));
}
