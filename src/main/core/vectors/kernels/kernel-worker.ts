import { parentPort, workerData } from 'node:worker_threads';
import { instantiateKernels, type KernelExports } from './kernel-exports.ts';
import type {
  FoundRows,
  KernelTask,
  ScanManyTask,
  ScanOneTask,
  WorkerMessage,
  WorkerReply,
  WorkerStart,
} from './kernel-messages.ts';
import { layOutScratch, type MatrixLayout } from './matrix-memory.ts';

/** A worker thread that runs the kernels on the matrices attached to it. */

interface Attached {
  readonly kernels: KernelExports;
  readonly buffer: ArrayBufferLike;
  readonly layout: MatrixLayout;
  readonly scratchAt: number;
}

// What the pool hands to every worker at its start.
const { module, thread } = workerData as WorkerStart;
const matrices = new Map<number, Attached>();

parentPort?.on('message', (message: WorkerMessage) => {
  switch (message.kind) {
    case 'attach': {
      const { memory, layout } = message;
      const scratchAt = layout.scratchAt + thread * layout.scratchBytes;
      const kernels = instantiateKernels(module, memory);
      matrices.set(message.matrix, { kernels, buffer: memory.buffer, layout, scratchAt });
      return;
    }
    case 'detach':
      matrices.delete(message.matrix);
      return;
    case 'task':
      parentPort?.postMessage(answer(message.task));
  }
});

function answer(task: KernelTask): WorkerReply {
  try {
    const matrix = matrices.get(task.matrix);
    if (!matrix) throw new Error('the vectors were closed while they were searched');
    const found = task.kind === 'scan-one' ? scanOne(matrix, task) : scanMany(matrix, task);
    return { kind: 'found', found };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function scanOne({ kernels, buffer, layout, scratchAt }: Attached, task: ScanOneTask): FoundRows {
  const scratch = layOutScratch(layout.stride, 1, task.capacity);
  const { rowsAt, scoresAt } = scratch;
  writeQueries(buffer, scratchAt + scratch.queriesAt, layout, task.query);
  const length = kernels.scanOne(
    layout.valuesAt,
    layout.inverseNormsAt,
    layout.stride,
    task.start,
    task.end,
    scratchAt + scratch.queriesAt,
    task.capacity,
    scratchAt + rowsAt,
    scratchAt + scoresAt,
  );
  return {
    lengths: Uint32Array.of(length),
    rows: new Uint32Array(buffer, scratchAt + rowsAt, length).slice(),
    scores: new Float32Array(buffer, scratchAt + scoresAt, length).slice(),
    products: new Float64Array(0),
  };
}

function scanMany({ kernels, buffer, layout, scratchAt }: Attached, task: ScanManyTask): FoundRows {
  const { capacity, queryCount } = task;
  const paddedCount = Math.ceil(queryCount / 4) * 4;
  const scratch = layOutScratch(layout.stride, paddedCount, capacity);
  const queriesAt = scratchAt + scratch.queriesAt;
  const rowsAt = scratchAt + scratch.rowsAt;
  const scoresAt = scratchAt + scratch.scoresAt;
  const lengths = new Uint32Array(buffer, scratchAt + scratch.lengthsAt, paddedCount).fill(0);
  new Float32Array(buffer, queriesAt, paddedCount * layout.stride).fill(0);
  writeQueries(buffer, queriesAt, layout, task.queries);
  new Uint32Array(buffer, scratchAt + scratch.ownRowsAt, paddedCount).set(task.ownRows);
  kernels.scanMany(
    layout.valuesAt,
    layout.inverseNormsAt,
    layout.stride,
    task.end,
    scratchAt + scratch.panelAt,
    queriesAt,
    paddedCount,
    scratchAt + scratch.ownRowsAt,
    capacity,
    rowsAt,
    scoresAt,
    scratchAt + scratch.lengthsAt,
  );
  const products = new Float64Array(queryCount * capacity);
  const refined = new Float64Array(buffer, scratchAt + scratch.similaritiesAt, capacity);
  for (let query = 0; query < queryCount; query++) {
    const length = lengths[query]!;
    const listAt = rowsAt + query * capacity * 4;
    const queryAt = queriesAt + query * layout.stride * 4;
    const productsAt = scratchAt + scratch.similaritiesAt;
    kernels.refine(layout.valuesAt, layout.stride, queryAt, listAt, length, productsAt);
    products.set(refined.subarray(0, length), query * capacity);
  }
  return {
    lengths: lengths.slice(0, queryCount),
    rows: new Uint32Array(buffer, rowsAt, queryCount * capacity).slice(),
    scores: new Float32Array(buffer, scoresAt, queryCount * capacity).slice(),
    products,
  };
}

function writeQueries(
  buffer: ArrayBufferLike,
  at: number,
  { stride, dimensions }: MatrixLayout,
  queries: Float32Array,
): void {
  const target = new Float32Array(buffer, at, (queries.length / dimensions) * stride);
  for (let from = 0, to = 0; from < queries.length; from += dimensions, to += stride) {
    target.fill(0, to, to + stride);
    target.set(queries.subarray(from, from + dimensions), to);
  }
}
