import type { ExportFormatName } from '../../../../shared/domain.ts';
import type { RowBlock, SetRows } from '../sets/set-rows.ts';
import type { ByteBuffer } from './byte-buffer.ts';

/** Turns rows into a file's bytes, block by block. */
export interface RowEncoder {
  begin(): void;
  add(block: RowBlock): void;
  end(): void;
}

/** Where the bytes go: the file itself, and the word list of a format that has one. */
export interface ExportFiles {
  readonly main: ByteBuffer;
  readonly words: ByteBuffer;
}

/** One format: what it can hold, and how it is written. */
export interface ExportFormat {
  readonly name: ExportFormatName;
  /** The words lie in a file of their own. */
  readonly hasWordList: boolean;
  /** Why a word (the one of row `row`) cannot be written so that it comes back; undefined where it can. */
  reasonAgainst(word: string, row: number, set: Pick<SetRows, 'dimensions'>): string | undefined;
  encode(set: Pick<SetRows, 'wordCount' | 'dimensions'>, files: ExportFiles): RowEncoder;
}
