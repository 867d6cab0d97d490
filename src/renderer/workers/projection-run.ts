/** What a projection starts from. Arrays are copied to the worker; the caller keeps its own. */
export interface ProjectionInput {
  /** `pointCount x dimensions`, row-major: the layout that UMAP starts from. */
  readonly pca: Float32Array;
  /** `pointCount x neighbors`, row-major, nearest first, each point itself first with distance 0. */
  readonly indices: Uint32Array;
  readonly distances: Float32Array;
  readonly pointCount: number;
  readonly dimensions: 2 | 3;
  readonly seed: number;
  readonly minDistance: number;
  /** Left out: by the number of points, as umap-js chooses. */
  readonly epochs?: number;
}

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
  /** A newer layout, about 25 a second; the array may be used only until the next call. */
  readonly onPositions: (positions: Float32Array) => void;
  readonly onProgress: (progress: ProjectionProgress) => void;
}

export interface ProjectionRun {
  /** Settles always: the result, `bad input`, `canceled`, or `process-exited` where the worker died. */
  readonly done: Promise<ProjectionResult>;
  /** Ends after the current epoch; `done` then gives the layout as it is. */
  stop(): void;
  /** Ends at once; `done` rejects with `canceled`. */
  cancel(): void;
}
