import type { ImportReport } from '../../shared/domain.ts';
import { AppError } from '../../shared/errors.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { Upload } from '../client/upload.ts';
import type { Failure } from '../i18n/messages.ts';
import { toFailure } from './failure.ts';
import {
  membersToChoose,
  skippedRows,
  toJob,
  type ChosenFile,
  type ImportItem,
  type ImportStage,
} from './import-item.ts';
import { createTask, createTasks, type ImportTask } from './import-task.ts';
import { pairFiles } from './pair-files.ts';

export interface ImportHooks {
  /** A set has come to be. */
  readonly onImported: (report: ImportReport) => void;
  /** Shows the page of sets. */
  readonly onShow: () => void;
}

/** The core can do one import at a time; where another process does one, this asks again so often. */
const blockedPauseMs = 1000;

/** Imports that wait, run, or ask something: one at a time, in the order in which they came. */
export class ImportStore {
  items = $state.raw<readonly ImportItem[]>([]);
  readonly jobs = $derived.by(() =>
    this.items.map((item) =>
      toJob(item, {
        cancel: (id) => this.cancel(id),
        retry: (id) => this.retry(id),
        show: this.#hooks.onShow,
      }),
    ),
  );

  readonly #client: Client;
  readonly #upload: Upload;
  readonly #hooks: ImportHooks;
  readonly #tasks = createTasks();
  #nextId = 1;
  #isPumping = false;

  constructor(client: Client, upload: Upload, hooks: ImportHooks) {
    this.#client = client;
    this.#upload = upload;
    this.#hooks = hooks;
  }

  /** Lines up files that were chosen together. */
  add(files: readonly ChosenFile[]): void {
    for (const { main, companion } of pairFiles(files)) {
      const id = this.#nextId++;
      this.#tasks.set(id, createTask(main, companion));
      const sizeBytes = main.kind === 'opened' ? main.file.sizeBytes : main.file.size;
      const stage: ImportStage = { kind: 'waiting', isBlocked: false };
      this.items = [
        ...this.items,
        { id, name: main.name, companion: companion?.name ?? null, sizeBytes, stage },
      ];
    }
    void this.#pump();
  }

  /** Shows a file that could not even be opened. */
  addFailure(name: string, failure: Failure): void {
    const stage: ImportStage = { kind: 'failed', failure };
    this.items = [...this.items, { id: this.#nextId++, name, companion: null, sizeBytes: 0, stage }];
  }

  /** Whether trying again makes sense: a file that could never be opened has to be chosen again. */
  canRetry({ id, stage }: ImportItem): boolean {
    const task = this.#tasks.get(id);
    if (!task || stage.kind !== 'failed') return false;
    return task.source.kind === 'local' || stage.failure.code !== 'unknown-file';
  }

  /** Stops an import, or takes it off the list. */
  cancel(id: number): void {
    const task = this.#tasks.get(id);
    task?.controller?.abort(new AppError('canceled', 'canceled'));
    this.#forget(id);
  }

  retry(id: number): void {
    this.#line(id);
  }

  /** Imports the other rows. */
  acceptSkipped(id: number): void {
    this.#answer(id, { allowSkipped: true });
  }

  /** Imports one of the files of an archive. */
  chooseMember(id: number, member: string): void {
    this.#answer(id, { member });
  }

  importAs(id: number, setName: string): void {
    this.#answer(id, { setName });
  }

  /** Gives the file its word list, and tries again. */
  addCompanion(id: number, companion: ChosenFile): void {
    this.#update(id, { companion: companion.name });
    this.#answer(id, { companion });
  }

  /** Keeps what a person has answered, and tries again. */
  #answer(id: number, answer: Partial<ImportTask>): void {
    const task = this.#tasks.get(id);
    if (task) Object.assign(task, answer);
    this.#line(id);
  }

  #line(id: number): void {
    if (!this.#tasks.has(id)) return;
    this.#update(id, { stage: { kind: 'waiting', isBlocked: false } });
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      for (;;) {
        const next = this.items.find(({ stage }) => stage.kind === 'waiting');
        const task = next && this.#tasks.get(next.id);
        if (!next || !task) return;
        await this.#run(next.id, task);
      }
    } finally {
      this.#isPumping = false;
    }
  }

  async #run(id: number, task: ImportTask): Promise<void> {
    const controller = new AbortController();
    task.controller = controller;
    const { signal } = controller;
    const onProgress = (progress: ImportProgress): void => {
      if (!signal.aborted) this.#update(id, { stage: { kind: 'running', progress } });
    };
    this.#update(id, { stage: { kind: 'running', progress: null } });
    try {
      const file = await this.#handleOf(task, task.source, { signal, onProgress });
      const companion =
        task.companion && (await this.#handleOf(task, task.companion, { signal, onProgress }));
      const { setName: name, allowSkipped, member } = task;
      const report = await this.#client.call(
        'sets.import',
        {
          file,
          ...(companion !== null && { companion }),
          ...(name !== undefined && { name }),
          ...(allowSkipped !== undefined && { allowSkipped }),
          ...(member !== undefined && { member }),
        },
        { signal, onProgress },
      );
      task.handles.clear(); // the core has closed them
      this.#forget(id);
      this.#hooks.onImported(report);
    } catch (error) {
      if (!signal.aborted) await this.#fail(id, task, toFailure(error));
    }
  }

  /** The core's handle of a file: a local one is sent first. */
  async #handleOf(task: ImportTask, chosen: ChosenFile, options: Parameters<Upload>[1]): Promise<string> {
    if (chosen.kind === 'opened') {
      task.handles.set(chosen, chosen.file.file);
      return chosen.file.file;
    }
    const known = task.handles.get(chosen);
    if (known !== undefined) return known;
    const { file } = await this.#upload(chosen.file, options);
    task.handles.set(chosen, file);
    return file;
  }

  async #fail(id: number, task: ImportTask, failure: Failure): Promise<void> {
    switch (failure.code) {
      case 'many-skipped':
        return this.#update(id, { stage: { kind: 'many-skipped', rows: skippedRows(failure) } });
      case 'set-exists': {
        const { set } = (failure.details ?? {}) as { set?: string }; // the contract of this code
        return this.#update(id, { stage: { kind: 'name-taken', name: set ?? task.setName ?? '' } });
      }
      case 'bad-file': {
        const members = membersToChoose(failure);
        if (members.length === 0) break;
        return this.#update(id, { stage: { kind: 'several-files', members } });
      }
      case 'in-use':
        this.#update(id, { stage: { kind: 'waiting', isBlocked: true } });
        return new Promise((resolve) => setTimeout(resolve, blockedPauseMs));
      case 'unknown-file':
        task.handles.clear();
        // The core was started anew: what the page still has is sent once more.
        if (task.source.kind === 'local' && !task.isResent) {
          task.isResent = true;
          return this.#update(id, { stage: { kind: 'waiting', isBlocked: false } });
        }
        break;
      default:
    }
    this.#update(id, { stage: { kind: 'failed', failure } });
  }

  #forget(id: number): void {
    const task = this.#tasks.get(id);
    this.#tasks.delete(id);
    this.items = this.items.filter((item) => item.id !== id);
    for (const file of task?.handles.values() ?? []) {
      this.#client.call('files.close', { file }).catch(() => undefined); // it goes with the core at the latest
    }
  }

  #update(id: number, patch: Partial<Pick<ImportItem, 'stage' | 'companion'>>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...patch } : item));
  }
}

type ImportProgress = Parameters<Parameters<Upload>[1]['onProgress']>[0];
