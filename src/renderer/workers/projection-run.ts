import type { UmapInput } from '../../shared/projection/umap-driver.ts';

/** What a projection starts from. Arrays are copied to the worker; the caller keeps its own. */
export type ProjectionInput = UmapInput;

export interface ProjectionProgress {
  readonly epoch: number;
  readonly of: number;
  /** Stated once it can be told. */
  readonly timeLeftMs?: number;
}

export interface ProjectionResult {
  /** `pointCount x dimensions`, centered, root mean square radius 1. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly epochs: number;
  /** Stopped before its last epoch. */
  readonly isStopped: boolean;
}

export interface ProjectionListeners {
  /** A newer layout, about 30 a second where epochs are that quick; the array may be used only until this returns. */
  readonly onPositions: (positions: Float32Array) => void;
  readonly onProgress: (progress: ProjectionProgress) => void;
}

export interface ProjectionRun {
  /** Settles always: the result, `invalid-input`, `canceled`, or `process-exited` where the worker died. */
  readonly done: Promise<ProjectionResult>;
  /** Ends after the current epoch; `done` then gives the layout as it is. */
  stop(): void;
  /** Ends at once; `done` rejects with `canceled`. */
  cancel(): void;
}
