/** The way a person walked from word to word. `index` points at where they stand; -1 where there is no way yet. */
export interface History {
  readonly entries: readonly string[];
  readonly index: number;
}

export const emptyHistory: History = { entries: [], index: -1 };

const limit = 200;

/** Goes on to `entry`: what lay ahead is forgotten; the same entry twice in a row is one step. */
export function visit(history: History, entry: string): History {
  if (current(history) === entry) return history;
  const entries = [...history.entries.slice(0, history.index + 1), entry].slice(-limit);
  return { entries, index: entries.length - 1 };
}

/** One step back (-1) or forward (1); the same history where there is no such step. */
export function step(history: History, by: -1 | 1): History {
  const index = history.index + by;
  return index >= 0 && index < history.entries.length ? { ...history, index } : history;
}

export function current(history: History): string | undefined {
  return history.entries[history.index];
}

export const canGoBack = ({ index }: History): boolean => index > 0;
export const canGoForward = ({ entries, index }: History): boolean => index < entries.length - 1;
