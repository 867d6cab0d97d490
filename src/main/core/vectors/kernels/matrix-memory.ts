import { AppError } from '../../../../shared/errors.ts';

/**
 * How a matrix lies in its WebAssembly memory, which all threads share: an empty first page, the rows, the inverse
 * norms, then a scratch area for each thread. Rows are padded with zeros to a multiple of four floats, and the
 * number of rows to a multiple of eight, because the kernels read that many at a time.
 */
export interface MatrixLayout {
  readonly rowCount: number;
  readonly dimensions: number;
  /** Floats from one row to the next. */
  readonly stride: number;
  readonly valuesAt: number;
  readonly inverseNormsAt: number;
  readonly scratchAt: number;
  readonly scratchBytes: number;
}

/** Where one thread keeps what it works on; byte addresses. */
export interface ScratchLayout {
  readonly panelAt: number;
  readonly queriesAt: number;
  readonly ownRowsAt: number;
  readonly lengthsAt: number;
  readonly rowsAt: number;
  readonly scoresAt: number;
  readonly similaritiesAt: number;
  readonly bytes: number;
}

const pageBytes = 65_536;
const maxPages = 65_536;
/** Room in a scratch area for the lists of found rows; queries have theirs beside it. */
const listBytes = 4 * 1024 * 1024;
/** Queries that one task works on together: enough to make the packing of rows cheap, and they stay in the cache. */
export const maxQueriesPerTask = 64;

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** The layout for `rowCount x dimensions` and `threads` scratch areas. Throws `bad-file` above 4 GiB, WebAssembly's limit. */
export function layOutMatrix(rowCount: number, dimensions: number, threads: number): MatrixLayout {
  const stride = roundUp(dimensions, 4);
  const paddedRows = roundUp(rowCount, 8);
  const inverseNormsAt = pageBytes + paddedRows * stride * 4;
  const scratchAt = roundUp(inverseNormsAt + paddedRows * 4, 64);
  const scratchBytes = roundUp(listBytes + layOutScratch(stride, maxQueriesPerTask, 0).bytes, 64);
  if (scratchAt + scratchBytes * threads > maxPages * pageBytes) {
    throw new AppError(
      'bad-file',
      `${rowCount} words of ${dimensions} numbers do not fit: expected at most 4 GB in memory`,
    );
  }
  return { rowCount, dimensions, stride, valuesAt: pageBytes, inverseNormsAt, scratchAt, scratchBytes };
}

/** Shared memory for the layout, all zeros. Throws `internal` when the machine has not that much. */
export function allocateMatrix(layout: MatrixLayout, threads: number): WebAssembly.Memory {
  const pages = Math.ceil((layout.scratchAt + layout.scratchBytes * threads) / pageBytes);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    const megabytes = Math.ceil((pages * pageBytes) / 1e6);
    throw new AppError('internal', `not enough memory for ${layout.rowCount} words: ${megabytes} MB needed`, {
      cause: error,
    });
  }
}

/** The scratch area of a task with `queryCount` queries and lists of `capacity` rows, from address 0. */
export function layOutScratch(stride: number, queryCount: number, capacity: number): ScratchLayout {
  let at = 0;
  const take = (bytes: number): number => {
    const start = at;
    at = roundUp(at + bytes, 16);
    return start;
  };
  return {
    panelAt: take(8 * stride * 4 + 32),
    queriesAt: take(queryCount * stride * 4),
    ownRowsAt: take(queryCount * 4),
    lengthsAt: take(queryCount * 4),
    rowsAt: take(queryCount * capacity * 4),
    scoresAt: take(queryCount * capacity * 4),
    similaritiesAt: take(capacity * 8),
    bytes: at,
  };
}

/** How many queries with lists of `capacity` rows fit into one task: a multiple of 4; 0 when not even four do. */
export function queriesPerTask(layout: MatrixLayout, capacity: number): number {
  for (let count = maxQueriesPerTask; count >= 4; count -= 4) {
    if (layOutScratch(layout.stride, count, capacity).bytes <= layout.scratchBytes) return count;
  }
  return 0;
}
