import { AppError } from '../../../../shared/errors.ts';
import type { VectorIndex } from '../search/vector-index.ts';
import { createSharedJob, type JobOptions, type SharedJob } from './shared-job.ts';

/** A set in memory, and the import that it came from. */
export interface OpenSet {
  readonly importId: string;
  readonly index: VectorIndex;
}

/** The sets that are in memory. Each is loaded once, however many ask for it. */
export interface OpenSets {
  /** All who wait share one job, which stops when the last of them cancels. */
  open(name: string, job?: JobOptions): Promise<VectorIndex>;
  /** Forgets a set that is in memory. */
  close(name: string): void;
  /** Waits until a set is not being loaded, for better or worse. */
  settled(name: string): Promise<void>;
  rename(name: string, to: string): void;
  /** Cancels what is being loaded and frees the vectors. */
  dispose(): Promise<void>;
}

export interface SetLoader {
  readonly load: (name: string, job: JobOptions) => Promise<OpenSet>;
  /** The import that the set is of now: another process may have replaced it. */
  readonly importIdOf: (name: string) => string | undefined;
}

export function createOpenSets({ load, importIdOf }: SetLoader): OpenSets {
  const jobs = new Map<string, SharedJob<VectorIndex>>();
  const opened = new Map<string, OpenSet>();
  const closing = new AbortController();

  function close(name: string): void {
    opened.get(name)?.index.dispose();
    opened.delete(name);
  }

  function start(name: string): SharedJob<VectorIndex> {
    const job = createSharedJob<VectorIndex>(async (signal, report) => {
      try {
        const set = await load(name, { signal: AbortSignal.any([signal, closing.signal]), report });
        opened.set(name, set);
        return set.index;
      } finally {
        if (jobs.get(name) === job) jobs.delete(name);
      }
    });
    jobs.set(name, job);
    return job;
  }

  return {
    open: async (name, job = {}) => {
      const running = jobs.get(name);
      if (running && !running.isAbandoned()) return running.join(job);
      const open = opened.get(name);
      if (open && importIdOf(name) === open.importId) return open.index;
      close(name);
      return start(name).join(job);
    },
    close,
    settled: async (name) => {
      await jobs
        .get(name)
        ?.join()
        .catch(() => undefined);
    },
    rename: (name, to) => {
      const open = opened.get(name);
      if (open) opened.set(to, open);
      opened.delete(name);
    },
    dispose: async () => {
      closing.abort(new AppError('canceled', 'the app is closing'));
      await Promise.allSettled([...jobs.values()].map((job) => job.join()));
      for (const name of [...opened.keys()]) close(name);
    },
  };
}
