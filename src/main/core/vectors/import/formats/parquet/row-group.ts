import type { TextValue } from './decode-texts.ts';
import type { WordColumn } from './word-column.ts';

/** What the readers of both layouts need of a row group. */
export interface RowGroupRead {
  readonly rowCount: number;
  readonly dimensions: number;
  readonly words: WordColumn;
  /** Passes a row on, or skips it for that reason. */
  addRow(word: TextValue, vector: Float32Array, reason: string | undefined): void;
  /** Called after each page with the number of its values. Throws `canceled`, and `bad-file` for more values than such a file can hold. */
  pageDone(valueCount: number): void;
}
