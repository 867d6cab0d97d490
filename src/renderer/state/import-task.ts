import type { ChosenFile } from './import-item.ts';

/** What is kept of an import beside what is shown. */
export interface ImportTask {
  readonly source: ChosenFile;
  companion: ChosenFile | null;
  /** The core's handles, by the file they are of. */
  readonly handles: Map<ChosenFile, string>;
  setName?: string;
  /** Which file of an archive. */
  member?: string;
  allowSkipped?: boolean;
  /** The core lost the file once, and it was sent again. */
  isResent?: boolean;
  controller?: AbortController;
}

export function createTask(source: ChosenFile, companion: ChosenFile | null): ImportTask {
  return { source, companion, handles: new Map() };
}

/** Tasks by the ids of their items. */
export function createTasks(): Map<number, ImportTask> {
  return new Map();
}
