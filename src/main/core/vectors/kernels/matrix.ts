import { AppError } from '../../../../shared/errors.ts';
import type { CodeQuery } from './code-query.ts';
import type { FoundRows, KernelTask } from './kernel-messages.ts';
import { allocateMemory, layOutMatrix, queriesPerTask, type MatrixLayout } from './matrix-memory.ts';
import type { RowCodes } from './row-encoder.ts';
import type { WorkerPool } from './worker-pool.ts';

/**
 * The codes of a vocabulary's rows in shared memory, held once, in the form that the kernels scan. Scans fail with `not-ready` once it
 * is disposed.
 */
export interface Matrix {
  readonly layout: MatrixLayout;
  /** Puts the codes of rows from `first` on in place. */
  setRows(first: number, rows: RowCodes): void;
  /** The rows of [0, end) with the greatest scores for one query, by parts: one list of at most `capacity` for each thread. */
  scan(query: CodeQuery, end: number, capacity: number): Promise<FoundRows[]>;
  /** The same for a few queries, at most `queriesAtOnce(capacity)`, in one list each. */
  scanMany(
    queries: readonly CodeQuery[],
    ownRows: Uint32Array,
    list: { readonly end: number; readonly capacity: number },
  ): Promise<FoundRows>;
  /** How many queries one task may hold, a multiple of 4; 0 when lists of this capacity do not fit. */
  queriesAtOnce(capacity: number): number;
  /** How many tasks run at the same time. */
  readonly threads: number;
  dispose(): void;
}

/** Fewer rows than this are not worth a second thread. */
const minRowsPerThread = 8192;

/** Shared memory for `rowCount x dimensions` under the number `id`, attached to the pool's threads. */
export function createMatrix(
  shape: { readonly id: number; readonly rowCount: number; readonly dimensions: number },
  pool: WorkerPool,
): Matrix {
  const { id, rowCount, dimensions } = shape;
  const layout = layOutMatrix(rowCount, dimensions, pool.threads);
  const memory = allocateMemory(
    layout.scratchAt + layout.scratchBytes * pool.threads,
    `${rowCount} words of ${dimensions} numbers`,
  );
  const { buffer } = memory;
  pool.broadcast({ kind: 'attach', matrix: id, memory, layout });
  let isClosed = false;

  async function submit(task: KernelTask, isUrgent: boolean): Promise<FoundRows> {
    try {
      return await pool.submit(task, isUrgent);
    } catch (error) {
      throw isClosed ? new AppError('not-ready', 'the vectors were closed while they were searched') : error;
    }
  }

  return {
    layout,
    threads: pool.threads,
    setRows: (first, { codes, scales, slacks }) => {
      const { codesAt, scalesAt, slacksAt, codeStride } = layout;
      new Int8Array(buffer, codesAt + first * codeStride, codes.length).set(codes);
      new Float32Array(buffer, scalesAt + first * 4, scales.length).set(scales);
      new Float32Array(buffer, slacksAt + first * 4, slacks.length).set(slacks);
    },
    scan: (query, end, capacity) =>
      Promise.all(
        splitRows(end, pool.threads).map(([start, stop]) =>
          submit({ kind: 'scan-one', matrix: id, query, start, end: stop, capacity }, true),
        ),
      ),
    scanMany: (queries, ownRows, { end, capacity }) =>
      submit({ kind: 'scan-many', matrix: id, queries, ownRows, end, capacity }, false),
    queriesAtOnce: (capacity) => queriesPerTask(layout, capacity),
    dispose: () => {
      isClosed = true;
      pool.broadcast({ kind: 'detach', matrix: id });
    },
  };
}

/** [0, end) in at most `parts` ranges that start at multiples of 4, as the kernels read rows by four. */
function splitRows(end: number, parts: number): [number, number][] {
  const size = Math.max(minRowsPerThread, Math.ceil(end / parts / 4) * 4);
  const ranges: [number, number][] = [];
  for (let start = 0; start < end; start += size) ranges.push([start, Math.min(end, start + size)]);
  return ranges;
}
