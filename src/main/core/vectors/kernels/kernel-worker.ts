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
/** Less than any score. */
const lowest = -3e38;

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
  const { query, capacity } = task;
  const scratch = layOutScratch(layout.codeStride, 1, capacity);
  const rowsAt = scratchAt + scratch.rowsAt;
  const scoresAt = scratchAt + scratch.scoresAt;
  new Int16Array(buffer, scratchAt + scratch.queriesAt, layout.codeStride).set(query.codes);
  const count = kernels.scanOne(
    layout.codesAt,
    layout.scalesAt,
    layout.slacksAt,
    layout.codeStride,
    task.start,
    task.end,
    scratchAt + scratch.queriesAt,
    query.scale,
    query.length,
    query.margin,
    capacity,
    rowsAt,
    scoresAt,
  );
  return {
    counts: Uint32Array.of(count),
    rows: new Uint32Array(buffer, rowsAt, count).slice(),
    scores: new Float32Array(buffer, scoresAt, count).slice(),
  };
}

function scanMany({ kernels, buffer, layout, scratchAt }: Attached, task: ScanManyTask): FoundRows {
  const { queries, capacity } = task;
  const paddedCount = Math.ceil(queries.length / 4) * 4;
  const scratch = layOutScratch(layout.codeStride, paddedCount, capacity);
  const floats = (at: number): Float32Array => new Float32Array(buffer, scratchAt + at, paddedCount);
  const counts = new Uint32Array(buffer, scratchAt + scratch.countsAt, paddedCount).fill(0);
  const codes = new Int16Array(buffer, scratchAt + scratch.queriesAt, paddedCount * layout.codeStride).fill(
    0,
  );
  queries.forEach((query, place) => codes.set(query.codes, place * layout.codeStride));
  floats(scratch.scalesAt).set(queries.map(({ scale }) => scale));
  floats(scratch.lengthsAt).set(queries.map(({ length }) => length));
  floats(scratch.marginsAt).set(queries.map(({ margin }) => margin));
  // Padding queries accept nothing.
  floats(scratch.thresholdsAt).fill(Infinity).fill(lowest, 0, queries.length);
  new Uint32Array(buffer, scratchAt + scratch.ownRowsAt, paddedCount).set(task.ownRows);
  const rowsAt = scratchAt + scratch.rowsAt;
  const scoresAt = scratchAt + scratch.scoresAt;
  kernels.scanMany(
    layout.codesAt,
    layout.scalesAt,
    layout.slacksAt,
    layout.codeStride,
    task.end,
    scratchAt + scratch.queriesAt,
    paddedCount,
    scratchAt + scratch.scalesAt,
    scratchAt + scratch.lengthsAt,
    scratchAt + scratch.marginsAt,
    scratchAt + scratch.ownRowsAt,
    capacity,
    rowsAt,
    scoresAt,
    scratchAt + scratch.countsAt,
    scratchAt + scratch.thresholdsAt,
  );
  return {
    counts: counts.slice(0, queries.length),
    rows: new Uint32Array(buffer, rowsAt, queries.length * capacity).slice(),
    scores: new Float32Array(buffer, scoresAt, queries.length * capacity).slice(),
  };
}
