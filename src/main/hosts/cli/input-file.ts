import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import { fileError } from '../../core/files/file-error.ts';
import type { CommandContext } from './command.ts';

export interface InputFile {
  readonly stream: Readable;
  /** For messages: the path, or `standard input`. */
  readonly name: string;
  /** 0 where it cannot be known. */
  readonly sizeBytes: number;
}

type Surroundings = Pick<CommandContext, 'streams' | 'signal'>;

/** Opens a file for reading, or standard input for `-`; an interrupt ends it. Throws `file-not-found` or `bad-file`. */
export async function openInput(path: string, { streams, signal }: Surroundings): Promise<InputFile> {
  if (path === '-') {
    return { stream: addAbortSignal(signal, streams.stdin), name: 'standard input', sizeBytes: 0 };
  }
  const file = await open(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  const stats = await file.stat();
  if (stats.isDirectory()) {
    await file.close();
    throw new AppError('bad-file', `${path}: expected a file, found a folder`);
  }
  const stream = addAbortSignal(signal, file.createReadStream());
  return { stream, name: path, sizeBytes: stats.isFile() ? stats.size : 0 };
}

/** The whole text of a small file. */
export async function readText(
  path: string,
  surroundings: Surroundings,
): Promise<{ text: string; name: string }> {
  const { stream, name } = await openInput(path, surroundings);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer | string));
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)), name };
  } catch (error) {
    throw new AppError('bad-file', `${name}: expected UTF-8 text`, { cause: error });
  }
}
