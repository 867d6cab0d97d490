import type { WireError } from '../../shared/errors.ts';
import type { ProjectionInput, ProjectionProgress, ProjectionResult } from './projection-run.ts';

export type ToProjectionWorker =
  | { readonly kind: 'start'; readonly input: ProjectionInput }
  | { readonly kind: 'stop' }
  /** An array on its way back, to be filled again. */
  | { readonly kind: 'returned'; readonly positions: Float32Array<ArrayBuffer> };

export type FromProjectionWorker =
  | {
      readonly kind: 'positions';
      readonly positions: Float32Array<ArrayBuffer>;
      readonly progress: ProjectionProgress;
    }
  | { readonly kind: 'done'; readonly result: ProjectionResult }
  | { readonly kind: 'failed'; readonly error: WireError };
