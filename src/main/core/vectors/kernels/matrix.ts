import type { FoundRows } from './kernel-messages.ts';
import { instantiateKernels } from './kernel-exports.ts';
import { allocateMatrix, layOutMatrix, queriesPerTask, type MatrixLayout } from './matrix-memory.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Rows of numbers in shared memory, held once, in the form that the kernels scan. */
export interface Matrix {
  readonly layout: MatrixLayout;
  /** `rows x stride`; columns past `dimensions` are zero. */
  readonly values: Float32Array;
  /** 1 / length of each row; 0 for a zero row. */
  readonly inverseNorms: Float32Array;
  /** Tells that rows [start, end) have been written, so that their lengths can be taken. */
  finishRows(start: number, end: number): void;
  /** The best rows of [0, end) for one query, by parts: one list of at most `capacity` for each thread. */
  scan(query: Float32Array, end: number, capacity: number): Promise<FoundRows[]>;
  /** The best rows of [0, end) for a few queries, at most `queriesAtOnce(capacity)`. */
  scanMany(
    queries: Float32Array,
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
  module: WebAssembly.Module,
  pool: WorkerPool,
): Matrix {
  const { id, rowCount, dimensions } = shape;
  const layout = layOutMatrix(rowCount, dimensions, pool.threads);
  const memory = allocateMatrix(layout, pool.threads);
  const kernels = instantiateKernels(module, memory);
  pool.broadcast({ kind: 'attach', matrix: id, memory, layout });

  return {
    layout,
    threads: pool.threads,
    values: new Float32Array(memory.buffer, layout.valuesAt, rowCount * layout.stride),
    inverseNorms: new Float32Array(memory.buffer, layout.inverseNormsAt, rowCount),
    finishRows: (start, end) =>
      kernels.invertNorms(layout.valuesAt, layout.stride, start, end, layout.inverseNormsAt),
    scan: (query, end, capacity) =>
      Promise.all(
        splitRows(end, pool.threads).map(([start, stop]) =>
          pool.submit({ kind: 'scan-one', matrix: id, query, start, end: stop, capacity }, true),
        ),
      ),
    scanMany: (queries, ownRows, { end, capacity }) => {
      const queryCount = queries.length / dimensions;
      return pool.submit(
        { kind: 'scan-many', matrix: id, queries, queryCount, ownRows, end, capacity },
        false,
      );
    },
    queriesAtOnce: (capacity) => queriesPerTask(layout, capacity),
    dispose: () => pool.broadcast({ kind: 'detach', matrix: id }),
  };
}

/** [0, end) in at most `parts` ranges that start at multiples of 4, as the kernels read rows by four. */
function splitRows(end: number, parts: number): [number, number][] {
  const size = Math.max(minRowsPerThread, Math.ceil(end / parts / 4) * 4);
  const ranges: [number, number][] = [];
  for (let start = 0; start < end; start += size) ranges.push([start, Math.min(end, start + size)]);
  return ranges;
}
