import type { ProcedureName } from '../../../src/shared/contract.ts';
import type { WireError } from '../../../src/shared/errors.ts';
import type { Progress } from '../../../src/shared/progress.ts';
import type { Resources } from '../../../src/main/core/options.ts';

/** What a call does to the database, and what it tells. */
export interface CallCounts {
  readonly statements: number;
  readonly reports: number;
}

/** The moment at which a child kills itself, or stops where it is. */
export interface KillPoint {
  readonly of: keyof CallCounts;
  /** From 1. */
  readonly count: number;
  /** SIGKILL unless given. */
  readonly signal?: 'SIGSTOP';
}

export type ChildRequest =
  | {
      readonly kind: 'open';
      readonly id: number;
      readonly dataDir: string;
      readonly resources: Partial<Resources>;
      readonly killPoint?: KillPoint | undefined;
    }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: ProcedureName;
      readonly input: unknown;
      readonly killPoint?: KillPoint | undefined;
    }
  | { readonly kind: 'close'; readonly id: number };

export type ChildReply =
  | { readonly kind: 'started' }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown; readonly counts: CallCounts }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'progress'; readonly progress: Progress };
