import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../shared/errors.ts';
import type { FoundRows, KernelTask, WorkerMessage, WorkerReply, WorkerStart } from './kernel-messages.ts';

/** Worker threads that share tasks: the next free one takes the next task. */
export interface WorkerPool {
  readonly threads: number;
  /** Settles with what was found, or an AppError when the thread ends before. Urgent tasks go before those that wait. */
  submit(task: KernelTask, isUrgent: boolean): Promise<FoundRows>;
  /** Posts to every thread. */
  broadcast(message: WorkerMessage): void;
  dispose(): Promise<void>;
}

interface Job {
  readonly task: KernelTask;
  readonly resolve: (found: FoundRows) => void;
  readonly reject: (error: AppError) => void;
}

interface Member {
  readonly worker: Worker;
  job: Job | undefined;
}

/** The threads work on shared memory and need next to none of their own. */
const workerLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 };

/** Starts `threads` workers from `workerFile`. They keep the process alive only while they work. */
export function createWorkerPool(
  workerFile: string,
  module: WebAssembly.Module,
  threads: number,
): WorkerPool {
  const waiting: Job[] = [];
  let failure: AppError | undefined;
  const members: Member[] = Array.from({ length: threads }, (_, thread) => {
    const start: WorkerStart = { module, thread };
    const worker = new Worker(workerFile, { workerData: start, resourceLimits: workerLimits });
    worker.unref();
    return { worker, job: undefined };
  });

  function giveOut(): void {
    for (const member of members) {
      if (member.job) continue;
      const job = waiting.shift();
      if (!job) return;
      member.job = job;
      member.worker.ref();
      post(member, { kind: 'task', task: job.task });
    }
  }

  function settle(member: Member, reply: WorkerReply): void {
    const { job } = member;
    if (!job) return;
    member.job = undefined;
    member.worker.unref();
    if (reply.kind === 'found') job.resolve(reply.found);
    else job.reject(new AppError('internal', reply.message));
    giveOut();
  }

  function fail(reason: string): void {
    failure ??= new AppError('internal', `the search threads stopped: ${reason}`);
    const jobs = [...members.flatMap((member) => member.job ?? []), ...waiting.splice(0)];
    for (const member of members) member.job = undefined;
    for (const job of jobs) job.reject(failure);
  }

  for (const member of members) {
    member.worker.on('message', (reply: WorkerReply) => settle(member, reply));
    member.worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    member.worker.on('exit', (code) => fail(`exit code ${code}`));
  }

  return {
    threads,
    submit: (task, isUrgent) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        if (isUrgent) waiting.unshift({ task, resolve, reject });
        else waiting.push({ task, resolve, reject });
        giveOut();
      }),
    broadcast: (message) => members.forEach((member) => post(member, message)),
    dispose: async () => {
      fail('closed');
      await Promise.all(members.map((member) => member.worker.terminate()));
    },
  };
}

function post(member: Member, message: WorkerMessage): void {
  member.worker.postMessage(message);
}
