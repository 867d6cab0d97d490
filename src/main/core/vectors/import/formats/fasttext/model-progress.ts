import type { ReadOptions } from '../../row-sink.ts';

export interface ModelProgress {
  /** Told how many bytes of a packed file have been unpacked, before anything is read. */
  readonly onUnpacked: (done: number, total: number) => void;
  /** What the returned function is told of: rows read, of `rowCount` in all; every row counts each time that it is read. */
  countRows(rowCount: number, rowBytes: number): (rows: number) => void;
}

/** How much longer reading a packed model takes than unpacking it, roughly. */
const readingWeight = 2;

/** Makes one way, from nothing to the whole, of unpacking a model and reading its rows several times. */
export function createModelProgress(onProgress: ReadOptions['onProgress']): ModelProgress {
  let packedBytes = 0;
  return {
    onUnpacked: (done, total) => {
      packedBytes = total;
      onProgress?.(done, (1 + readingWeight) * total);
    },
    countRows: (rowCount, rowBytes) => {
      const perRow = packedBytes === 0 ? rowBytes : (readingWeight * packedBytes) / Math.max(1, rowCount);
      let rowsRead = 0;
      return (rows) => {
        rowsRead = Math.min(rowCount, rowsRead + rows);
        onProgress?.(packedBytes + rowsRead * perRow, packedBytes + rowCount * perRow);
      };
    },
  };
}
