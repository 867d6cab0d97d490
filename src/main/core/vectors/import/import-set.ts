import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, hasCode, throwIfAborted } from '../../../../shared/errors.ts';
import { createProgressReporter } from '../../../../shared/progress.ts';
import type { ImportLock } from '../../store/import-lock.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { SetStore, StoredSet } from '../sets/set-store.ts';
import { createSetWriter, type SetWriter } from '../sets/set-writer.ts';
import type { JobOptions } from '../sets/shared-job.ts';
import type { SubwordStore } from '../subwords/subword-store.ts';
import { readGlovePackage } from './formats/glove-package.ts';
import { openVectorFile } from './open-vector-file.ts';
import { createRowCollector, type Skipped } from './row-collector.ts';
import { openSource } from './sources/open-source.ts';
import { clearScratch } from './sources/scratch-file.ts';
import type { ReadOptions, RowSink } from './row-sink.ts';
import type { VectorSource } from './sources/vector-source.ts';
import type { FormatReport, VectorFormat } from './vector-format.ts';

export interface ImportTarget {
  readonly sets: SetStore;
  readonly subwords: SubwordStore;
  readonly lock: ImportLock;
  readonly kernels: Kernels;
  /** Where packed files are unpacked that are read by position; nothing in it outlives its import. */
  readonly scratchDir: string;
}

/** What an import has to tell besides the rows; kept with the set. */
export interface WhatWasRead extends Skipped {
  readonly format: string;
  readonly notes: readonly string[];
}

/** How often one looks whether another process has done the import. */
const pollMs = 250;

/**
 * Runs `write` under the import lock: what earlier imports left unfinished goes first; if `write` fails or is
 * canceled, so does what it wrote. Throws `in-use`, `set-exists`, and what `write` throws.
 */
export async function importUnderLock<T extends WhatWasRead>(
  { sets, subwords, lock, kernels, scratchDir }: ImportTarget,
  target: { readonly name: string; readonly source: string },
  write: (writer: SetWriter) => Promise<T>,
): Promise<{ readonly set: StoredSet; readonly result: T }> {
  const release = lock.acquire(`importing ${target.name}`);
  try {
    sets.removeIncomplete();
    clearScratch(scratchDir);
    if (sets.find(target.name)) throw setExists(target.name);
    const writer = createSetWriter({ sets, subwords, kernels }, target);
    try {
      const result = await write(writer);
      const { format, notes, skipped, skippedCount } = result;
      const facts = { format, notes: [...notes], skipped: [...skipped], skippedCount };
      return { set: writer.finish(facts), result };
    } catch (error) {
      writer.abandon();
      throw error;
    }
  } finally {
    await sets.reclaimSpace();
    release();
  }
}

export interface FileToImport {
  readonly path: string;
  /** What a person knows the file by, where its path has another name. */
  readonly fileName?: string | undefined;
  /** The name of the set. */
  readonly name: string;
  /** Forces a format, where its content would tell another. */
  readonly format?: string | undefined;
  /** Which file of an archive. */
  readonly member?: string | undefined;
  /** The word list or metadata that belongs to the file. */
  readonly companionPath?: string | undefined;
  readonly companionName?: string | undefined;
  /** Take the file although more than one row in a hundred cannot be read. */
  readonly allowSkipped?: boolean | undefined;
}

export interface ImportedFile extends FormatReport, Skipped {
  readonly set: StoredSet;
}

/** Imports a file of any format. Reports the phase `import` in bytes. */
export async function importFile(
  target: ImportTarget,
  file: FileToImport,
  { signal, report }: JobOptions,
): Promise<ImportedFile> {
  const progress = createProgressReporter(report);
  const { source, format } = await openVectorFile(file.path, {
    name: file.fileName,
    format: file.format,
    member: file.member,
    companionPath: file.companionPath,
    companionName: file.companionName,
    scratchDir: target.scratchDir,
  });
  try {
    const { set, result } = await importUnderLock(
      target,
      { name: file.name, source: source.name },
      async (writer) => {
        const collector = createRowCollector(writer, {
          fileName: source.name,
          allowSkipped: file.allowSkipped ?? false,
        });
        const found = await readUnchanged(source, format, collector, {
          signal,
          kernels: target.kernels,
          onProgress: (done, total) => progress('import', done, total),
        });
        return { ...found, ...collector.finish() };
      },
    );
    return { set, ...result };
  } finally {
    await source.dispose();
  }
}

/** Reads the file; where it was changed meanwhile, that is what is wrong with it, whatever its reader found. */
async function readUnchanged(
  source: VectorSource,
  format: VectorFormat,
  sink: RowSink,
  options: ReadOptions,
): Promise<FormatReport> {
  try {
    const report = await format.read(source, sink, options);
    await source.assertUnchanged();
    return report;
  } catch (error) {
    if (hasCode(error, 'bad-file')) await source.assertUnchanged();
    throw error;
  }
}

export interface BuiltIn {
  readonly name: string;
  readonly source: string;
  readonly file: string;
  readonly words: number;
  readonly dimensions: number;
}

/**
 * The built-in set, imported unless it is there. When another process is importing it right now, waits for that one,
 * reporting how far it is. Reports the phase `import`. Throws `bad-file`, `file-not-found`, `disk-full`, `canceled`.
 */
export async function importBuiltIn(
  target: ImportTarget,
  builtIn: BuiltIn,
  { signal, report }: JobOptions,
): Promise<StoredSet> {
  const progress = createProgressReporter(report);
  const read = async (writer: SetWriter): Promise<WhatWasRead> => {
    const source = await openSource(builtIn.file);
    try {
      await readGlovePackage(source, writer, {
        signal,
        onProgress: (done, total) => progress('import', done, total),
      });
      return { format: 'glove', notes: [], skipped: [], skippedCount: 0 };
    } finally {
      await source.dispose();
    }
  };
  for (;;) {
    throwIfAborted(signal);
    const set = target.sets.find(builtIn.name);
    if (set?.state === 'ready') return set;
    try {
      return (await importUnderLock(target, builtIn, read)).set;
    } catch (error) {
      if (hasCode(error, 'set-exists')) continue; // another process was faster
      if (!hasCode(error, 'in-use')) throw error;
      if (set) progress('import', target.sets.countRows(set), builtIn.words);
      await sleep(pollMs);
    }
  }
}

function setExists(name: string): AppError {
  return new AppError(
    'set-exists',
    `a set named ${name} is there already: remove it first, or choose another name with --name`,
    { details: { set: name } },
  );
}
