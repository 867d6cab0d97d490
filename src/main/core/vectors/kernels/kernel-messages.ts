import type { MatrixLayout } from './matrix-memory.ts';

/** Given to a worker thread at its start. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  /** Which scratch area of every matrix is this thread's own. */
  readonly thread: number;
}

/** One query against rows [start, end). */
export interface ScanOneTask {
  readonly kind: 'scan-one';
  readonly matrix: number;
  readonly query: Float32Array;
  readonly start: number;
  readonly end: number;
  readonly capacity: number;
}

/** Several queries, row-major and unpadded, against rows [0, end). */
export interface ScanManyTask {
  readonly kind: 'scan-many';
  readonly matrix: number;
  readonly queries: Float32Array;
  readonly queryCount: number;
  /** A row left out for each query; 0xffffffff for none. */
  readonly ownRows: Uint32Array;
  readonly end: number;
  readonly capacity: number;
}

export type KernelTask = ScanOneTask | ScanManyTask;

export type WorkerMessage =
  | {
      readonly kind: 'attach';
      readonly matrix: number;
      readonly memory: WebAssembly.Memory;
      readonly layout: MatrixLayout;
    }
  | { readonly kind: 'detach'; readonly matrix: number }
  | { readonly kind: 'task'; readonly task: KernelTask };

/**
 * For each query a list of found rows, `capacity` long, of which `lengths[q]` entries count. Scores are in single
 * precision, of the query as it came against unit rows, greatest first. Similarities (scan-many only) are the same
 * entries' dot products with unit rows in double precision, in the order of the scores.
 */
export interface FoundRows {
  readonly lengths: Uint32Array;
  readonly rows: Uint32Array;
  readonly scores: Float32Array;
  readonly products: Float64Array;
}

export type WorkerReply =
  | { readonly kind: 'found'; readonly found: FoundRows }
  | { readonly kind: 'failed'; readonly message: string };
