import { throwIfAborted } from '../../../../shared/errors.ts';
import { findNearest, spareRows } from './exact-nearest.ts';
import { toCodeQuery } from '../kernels/code-query.ts';
import type { FoundRows } from '../kernels/kernel-messages.ts';
import type { Matrix } from '../kernels/matrix.ts';
import { hasDirection, lengthOf } from './plain-scan.ts';
import { rankCandidates, type Candidates } from './rank-candidates.ts';
import type { RowReader } from './row-reader.ts';
import type { NearestMany, NearestManyOptions, RowSimilarity } from './nearest-rows.ts';

/** Multiplications that one task may take: at most a tenth of a second or two, so that other searches get their turn. */
const taskMultiplications = 1.6e9;
const noRow = 0xffff_ffff;

/**
 * The nearest rows of many queries (`count x dimensions`), as exact as {@link findNearest}. Tasks of a few dozen
 * queries are given to all threads; a query whose list cannot be proved complete is searched again by itself.
 */
export async function findNearestMany(
  matrix: Matrix,
  reader: RowReader,
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

  function vectorOf(query: number): Float32Array {
    return queries.subarray(query * dimensions, (query + 1) * dimensions);
  }

  async function searchAlone(query: number): Promise<void> {
    const exclude = new Set([ownRow(query)]);
    put(query, await findNearest(matrix, reader, vectorOf(query), { top, limit: options.limit, exclude }));
  }

  async function searchTask(start: number, end: number): Promise<void> {
    const asked: { query: number; vector: Float32Array; norm: number }[] = [];
    const unanswered: number[] = [];
    for (let query = start; query < end; query++) {
      const vector = vectorOf(query);
      const norm = lengthOf(vector);
      if (hasDirection(norm)) asked.push({ query, vector, norm });
      else unanswered.push(query);
    }
    const found = await matrix.scanMany(
      asked.map(({ vector, norm }) => toCodeQuery(vector, norm)),
      Uint32Array.from(asked, ({ query }) => ownRow(query)),
      { end: options.limit, capacity },
    );
    for (const [place, { query, vector, norm }] of asked.entries()) {
      const candidates = candidatesOf(found, place, { capacity, limit: options.limit });
      const list = rankCandidates(candidates, reader, { query: vector, norm, top });
      if (list) put(query, list);
      else unanswered.push(query);
    }
    for (const query of unanswered) await searchAlone(query);
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

/** What was found for one of the queries. A list as long as there are rows leaves none out. */
function candidatesOf(
  { counts, rows, scores }: FoundRows,
  place: number,
  { capacity, limit }: { readonly capacity: number; readonly limit: number },
): Candidates {
  const start = place * capacity;
  const end = start + counts[place]!;
  const isFull = counts[place] === capacity && capacity < limit;
  return {
    rows: rows.subarray(start, end),
    scores: scores.subarray(start, end),
    floor: isFull ? scores[end - 1]! : -Infinity,
  };
}

function queriesInTask(matrix: Matrix, limit: number, capacity: number): number {
  const fitting = matrix.queriesAtOnce(capacity);
  const quick = Math.floor(taskMultiplications / limit / matrix.layout.dimensions / 4) * 4;
  return Math.min(fitting, Math.max(8, quick));
}
