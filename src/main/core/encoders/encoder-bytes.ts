import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import type { EncoderFile } from './encoder-folder.ts';

export interface FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads one of an encoder's files and its digest. Throws `encoder-damaged`, saying what was expected and found, where
 * it is not the file that `encoder.json` describes, or cannot be read.
 */
export async function readEncoderFile(file: EncoderFile): Promise<FileContent> {
  const { path, expected } = file;
  try {
    const { size } = await stat(path);
    if (expected && size !== expected.sizeBytes)
      throw damaged(path, `expected ${expected.sizeBytes} bytes, found ${size}`);
    const bytes = await readFile(path);
    const sha256 = await digest(bytes);
    if (expected && sha256 !== expected.sha256)
      throw damaged(path, `expected SHA-256 ${expected.sha256}, found ${sha256}`);
    return { bytes, sha256 };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(path, `it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** SHA-256 in hexadecimal, computed beside this thread. */
export async function digest(content: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function damaged(path: string, what: string): AppError {
  return new AppError('encoder-damaged', `${path} is damaged: ${what}`);
}
