import type { CodeQuery } from './code-query.ts';
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
  readonly query: CodeQuery;
  readonly start: number;
  readonly end: number;
  readonly capacity: number;
}

/** Several queries against rows [0, end). */
export interface ScanManyTask {
  readonly kind: 'scan-many';
  readonly matrix: number;
  readonly queries: readonly CodeQuery[];
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
 * For each query a list of found rows, `capacity` long, of which `counts[q]` entries count, greatest score first. A score is no
 * less than the row's cosine; a row that is not in a full list has a score no greater than the list's last.
 */
export interface FoundRows {
  readonly counts: Uint32Array;
  readonly rows: Uint32Array;
  readonly scores: Float32Array;
}

export type WorkerReply =
  | { readonly kind: 'found'; readonly found: FoundRows }
  | { readonly kind: 'failed'; readonly message: string };
