import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError, throwIfAborted } from '../../../../shared/errors.ts';
import type { ExportFormatName } from '../../../../shared/domain.ts';
import { createProgressReporter } from '../../../../shared/progress.ts';
import { writeAllWhole, type TargetFile, type WriteOptions } from '../../files/write-whole.ts';
import type { SetRows } from '../sets/set-rows.ts';
import type { JobOptions } from '../sets/shared-job.ts';
import { createByteBuffer, type ByteBuffer } from './byte-buffer.ts';
import type { ExportFormat } from './export-format.ts';
import { exportFormats } from './formats.ts';

export interface ExportTarget extends WriteOptions {
  readonly file: TargetFile;
  /** Where the words go in a format that has them in a file of their own; beside the file unless it is given. */
  readonly words?: TargetFile | undefined;
  readonly format: ExportFormatName;
}

export interface Exported {
  /** The word list, where there is one. */
  readonly wordList: string | null;
  /** Bytes of all files that were written. */
  readonly sizeBytes: number;
}

/** So many bytes are written at a time; in between the thread answers other calls. */
const chunkBytes = 1024 * 1024;
const shownWords = 3;
/** So many words are looked at before other calls get their turn. */
const wordsAtOnce = 1 << 16;

/**
 * Writes a set's rows to a file, in place only when it is whole. Reports the phase `export` in words. Throws `format-unfit` for words that the
 * format cannot hold, `file-exists`, `bad-file` where the file cannot be written, `disk-full`, `canceled`, and what reading the set throws.
 */
export async function exportSet(
  rows: SetRows,
  target: ExportTarget,
  { signal, report }: JobOptions,
): Promise<Exported> {
  const format = exportFormats[target.format];
  await checkWords(rows, format, signal);
  const wordList = format.hasWordList ? (target.words ?? besideFile(target.file)) : undefined;
  const buffers = { main: createByteBuffer(), words: createByteBuffer() };
  const targets = wordList ? [target.file, wordList] : [target.file];
  const progress = createProgressReporter(report);
  await writeAllWhole(
    targets,
    async ([main, words]) => {
      const encoder = format.encode(rows, buffers);
      const flush = async (atLeast: number): Promise<void> => {
        if (buffers.main.waiting >= atLeast) await append(main, buffers.main);
        if (buffers.words.waiting >= atLeast) await append(words, buffers.words);
      };
      let done = 0;
      encoder.begin();
      for (const block of rows.blocks()) {
        throwIfAborted(signal);
        encoder.add(block);
        await flush(chunkBytes);
        done += block.words.length;
        progress('export', done, rows.wordCount);
      }
      encoder.end();
      await flush(1);
    },
    target,
  );
  const sizeBytes = buffers.main.position + buffers.words.position;
  return { wordList: wordList ? (wordList.name ?? basename(wordList.path)) : null, sizeBytes };
}

async function append(file: FileHandle | undefined, buffer: ByteBuffer): Promise<void> {
  const bytes = buffer.take();
  for (let at = 0; at < bytes.length;) at += (await file!.write(bytes, at)).bytesWritten;
}

/** `vectors.words.txt` for `vectors.npy`, where the import looks for it first. */
function besideFile({ path, name }: TargetFile): TargetFile {
  const listOf = (file: string): string => `${file.replace(/(?<=.)\.npy$/i, '')}.words.txt`;
  return {
    path: join(dirname(path), listOf(basename(path))),
    name: name === undefined ? undefined : listOf(name),
  };
}

/** A file that does not give all words back would lose some silently. */
async function checkWords(
  rows: SetRows,
  format: ExportFormat,
  signal: AbortSignal | undefined,
): Promise<void> {
  const refused: string[] = [];
  let count = 0;
  let row = 0;
  for (const word of rows.words()) {
    const reason = format.reasonAgainst(word, row++, rows);
    if (reason !== undefined && count++ < shownWords) refused.push(`${JSON.stringify(word)} ${reason}`);
    if (row % wordsAtOnce > 0) continue;
    throwIfAborted(signal);
    await setImmediate();
  }
  if (count === 0) return;
  const words = count === 1 ? 'a word' : `${count} words`;
  const more = count > shownWords ? ', …' : '';
  throw new AppError(
    'format-unfit',
    `${format.name} cannot hold ${words} of this set: ${refused.join(', ')}${more}; parquet holds any word`,
  );
}
