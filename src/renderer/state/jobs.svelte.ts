import { AppError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Failure, JobKind } from '../i18n/messages.ts';
import { isWanted, toFailure } from './failure.ts';

export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  /** What it is done to, where that is not clear from its kind: a file, a set. */
  readonly subject: string | null;
  /** `waiting`: for others before it; `asking`: for a person's decision. */
  readonly state: 'running' | 'waiting' | 'asking';
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  readonly cancel: () => void;
  /** Runs the whole thing again; absent while it runs. */
  readonly retry: (() => void) | null;
  /** Shows more about it. */
  readonly show: (() => void) | null;
}

export interface JobContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface JobOptions<T> {
  readonly kind: JobKind;
  readonly subject?: string;
  readonly run: (context: JobContext) => Promise<T>;
  /** What the foot's "try again" does after a failure. */
  readonly retry: () => void;
}

/** What is running, and what failed and was not dismissed. */
export class JobStore {
  list = $state.raw<readonly Job[]>([]);
  #nextId = 1;

  /** Runs a long call as a job. A newer job of the same kind and subject takes the place of an older one that failed. */
  async run<T>({ kind, subject: given, run, retry }: JobOptions<T>): Promise<T> {
    const subject = given ?? null;
    const id = this.#nextId++;
    const controller = new AbortController();
    const cancel = (): void => controller.abort(new AppError('canceled', 'canceled'));
    const isSame = (other: Job): boolean => other.kind === kind && other.subject === subject;
    const job: Job = {
      id,
      kind,
      subject,
      state: 'running',
      progress: null,
      failure: null,
      cancel,
      retry: null,
      show: null,
    };
    this.list = [...this.list.filter((other) => !isSame(other) || !other.failure), job];
    try {
      const result = await run({
        signal: controller.signal,
        onProgress: (progress) => this.#update(id, { progress }),
      });
      this.dismiss(id);
      return result;
    } catch (error) {
      const failure = toFailure(error);
      if (isWanted(failure)) this.dismiss(id);
      else this.#update(id, { failure, retry: () => (this.dismiss(id), retry()) });
      throw error;
    }
  }

  dismiss(id: number): void {
    this.list = this.list.filter((job) => job.id !== id);
  }

  find(kind: JobKind, subject: string | null = null): Job | undefined {
    return this.list.find((job) => job.kind === kind && job.subject === subject);
  }

  #update(id: number, patch: Partial<Job>): void {
    this.list = this.list.map((job) => (job.id === id ? { ...job, ...patch } : job));
  }
}
