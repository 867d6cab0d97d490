import type { Progress } from '../../../shared/progress.ts';

/** What the window's process tells the terminal that started it. */
export type LaunchMessage =
  | { readonly kind: 'opened' }
  /** Another window works on the same data; it was brought to the front. */
  | { readonly kind: 'already-open' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** The vectors are ready, or not, with the reason. */
  | { readonly kind: 'done'; readonly failure?: string };
