import type { ImportReport, SetInfo } from '../../../shared/domain.ts';
import type { ReportProgress } from '../../../shared/progress.ts';
import type { VectorIndex } from './vector-index.ts';

export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly report?: ReportProgress;
}

export interface NewSet {
  readonly set: string;
  /** Most frequent first; none twice, none with a line feed. */
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
  readonly source: string;
}

/** The vector sets of one data folder: what there is, imported on demand, and in memory once opened. */
export interface VectorSets {
  list(): SetInfo[];
  /** Throws `unknown-set`. */
  info(set: string): SetInfo;
  /** Names this very import of the set; whatever is computed from the set is keyed by it. Throws `unknown-set`, `not-ready`. */
  importId(set: string): string;
  /** The set in memory; imports the built-in one first where it is absent. All who wait share one job, which stops when the last of them cancels. */
  open(set: string, options?: JobOptions): Promise<VectorIndex>;
  importFile(
    file: { readonly path: string; readonly name?: string; readonly format?: string },
    options?: JobOptions,
  ): Promise<ImportReport>;
  /** Adds a set made by the app itself, such as an encoder's static twin. Throws `set-exists`, `in-use`. */
  add(set: NewSet, options?: JobOptions): Promise<SetInfo>;
  remove(set: string): Promise<void>;
  dispose(): Promise<void>;
}
