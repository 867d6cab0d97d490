import { AppError } from '../../../../shared/errors.ts';

/**
 * How a matrix lies in its WebAssembly memory, which all threads share: an empty first page, the rows' codes, their scales
 * and slacks, then a scratch area for each thread. Rows are padded with zeros to a multiple of eight codes, and the number
 * of rows to a multiple of eight, because the kernels read that many at a time.
 */
export interface MatrixLayout {
  readonly rowCount: number;
  readonly dimensions: number;
  /** Codes, hence bytes, from one row to the next. */
  readonly codeStride: number;
  readonly codesAt: number;
  readonly scalesAt: number;
  readonly slacksAt: number;
  readonly scratchAt: number;
  readonly scratchBytes: number;
}

/** Where one thread keeps what it works on; byte addresses. */
export interface ScratchLayout {
  readonly queriesAt: number;
  readonly scalesAt: number;
  readonly lengthsAt: number;
  readonly marginsAt: number;
  readonly ownRowsAt: number;
  readonly countsAt: number;
  readonly thresholdsAt: number;
  readonly rowsAt: number;
  readonly scoresAt: number;
  readonly bytes: number;
}

/** A page of WebAssembly's memory. The first one stays empty. */
export const pageBytes = 65_536;
const maxPages = 65_536;
/** Room in a scratch area for the lists of found rows; queries have theirs beside it. */
const listBytes = 4 * 1024 * 1024;
/** Queries that one task works on together: as many as stay in the cache beside the rows. */
const maxQueriesPerTask = 64;

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Codes from one row to the next. */
export function codeStrideOf(dimensions: number): number {
  return roundUp(dimensions, 8);
}

/** The layout for `rowCount x dimensions` and `threads` scratch areas. Throws `bad-file` above 4 GiB, WebAssembly's limit. */
export function layOutMatrix(rowCount: number, dimensions: number, threads: number): MatrixLayout {
  const codeStride = codeStrideOf(dimensions);
  const paddedRows = roundUp(rowCount, 8);
  const codesAt = pageBytes;
  const scalesAt = roundUp(codesAt + paddedRows * codeStride, 64);
  const slacksAt = scalesAt + paddedRows * 4;
  const scratchAt = roundUp(slacksAt + paddedRows * 4, 64);
  const scratchBytes = roundUp(listBytes + layOutScratch(codeStride, maxQueriesPerTask, 0).bytes, 64);
  if (scratchAt + scratchBytes * threads > maxPages * pageBytes) {
    throw new AppError(
      'bad-file',
      `${rowCount} words of ${dimensions} numbers do not fit: expected at most 4 GB of codes in memory, a byte for each number`,
    );
  }
  return { rowCount, dimensions, codeStride, codesAt, scalesAt, slacksAt, scratchAt, scratchBytes };
}

/** Shared memory of that size, all zeros. Throws `internal` when the machine has not that much; `purpose` says what for. */
export function allocateMemory(sizeBytes: number, purpose: string): WebAssembly.Memory {
  const pages = Math.ceil(sizeBytes / pageBytes);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    const megabytes = Math.ceil((pages * pageBytes) / 1e6);
    throw new AppError('internal', `not enough memory for ${purpose}: ${megabytes} MB needed`, {
      cause: error,
    });
  }
}

/** The scratch area of a task with `queryCount` queries and lists of `capacity` rows, from address 0. */
export function layOutScratch(codeStride: number, queryCount: number, capacity: number): ScratchLayout {
  let at = 0;
  const take = (bytes: number): number => {
    const start = at;
    at = roundUp(at + bytes, 16);
    return start;
  };
  return {
    queriesAt: take(queryCount * codeStride * 2),
    scalesAt: take(queryCount * 4),
    lengthsAt: take(queryCount * 4),
    marginsAt: take(queryCount * 4),
    ownRowsAt: take(queryCount * 4),
    countsAt: take(queryCount * 4),
    thresholdsAt: take(queryCount * 4),
    rowsAt: take(queryCount * capacity * 4),
    scoresAt: take(queryCount * capacity * 4),
    bytes: at,
  };
}

/** How many queries with lists of `capacity` rows fit into one task: a multiple of 4; 0 when not even four do. */
export function queriesPerTask(layout: MatrixLayout, capacity: number): number {
  for (let count = maxQueriesPerTask; count >= 4; count -= 4) {
    if (layOutScratch(layout.codeStride, count, capacity).bytes <= layout.scratchBytes) return count;
  }
  return 0;
}
