import { AppError } from '../../../../../../shared/errors.ts';
import { columnPages } from './column-pages.ts';
import { createNumberReader, type OnRounded } from './column-values.ts';
import type { PagePlace } from './pages.ts';
import type { RowGroupRead } from './row-group.ts';

/** So many bytes of rows are gathered at a time; of the columns' pages only one is in memory. */
const defaultBlockBytes = 64 * 1024 * 1024;

/**
 * Feeds the rows of a row group with a column for each dimension to the sink. As hundreds of pages would not fit into memory, rows are gathered
 * block by block, and a page that reaches into the next block is decoded again there.
 */
export async function readWideRows(
  group: RowGroupRead,
  columns: readonly PagePlace[],
  {
    onRounded,
    blockBytes = defaultBlockBytes,
  }: { readonly onRounded: OnRounded; readonly blockBytes?: number | undefined },
): Promise<void> {
  const { rowCount, dimensions } = group;
  const blockRows = Math.max(1, Math.min(rowCount, Math.floor(blockBytes / 4 / dimensions)));
  const block = new Float32Array(blockRows * dimensions);
  /** For each row of the block the first column that is null, from 1; 0 where none is. */
  const nullAt = new Uint32Array(blockRows);
  const cursors = columns.map((place) => createColumnCursor(place, onRounded));
  for (let first = 0; first < rowCount; first += blockRows) {
    const count = Math.min(blockRows, rowCount - first);
    nullAt.fill(0);
    for (const [place, cursor] of cursors.entries()) {
      await cursor.read({ first, count }, (row, value) => {
        if (value === undefined) nullAt[row] ||= place + 1;
        else block[row * dimensions + place] = value;
      });
      group.pageDone(count);
    }
    const words = await group.words.take(count);
    for (let row = 0; row < count; row++) {
      const vector = block.subarray(row * dimensions, (row + 1) * dimensions);
      group.addRow(
        words[row]!,
        vector,
        nullAt[row]! > 0 ? `number ${nullAt[row]} of the vector is null` : undefined,
      );
    }
  }
}

interface ColumnCursor {
  /** Gives the values of `count` rows from `first` on, by their place among these; undefined for null. Ranges follow each other. */
  read(
    range: { readonly first: number; readonly count: number },
    take: (row: number, value: number | undefined) => void,
  ): Promise<void>;
}

function createColumnCursor(place: PagePlace, onRounded: OnRounded): ColumnCursor {
  const { maxDefinition } = place.leaf;
  /** Where the page begins that has the next row, and which row is its first. */
  let pageStart = place.chunk.start;
  let pageRow = 0;
  return {
    read: async ({ first, count }, take) => {
      const end = first + count;
      // A reader of its own for each range: hundreds of dictionaries would not fit into memory either.
      const numbers = createNumberReader(place.leaf, onRounded);
      for await (const { start, levelCount, definition, values } of columnPages(place, numbers, pageStart)) {
        pageStart = start;
        let next = 0;
        for (let k = 0; k < levelCount; k++) {
          const value = !definition || definition[k] === maxDefinition ? values[next++] : undefined;
          const row = pageRow + k;
          if (row >= first && row < end) take(row - first, value);
        }
        if (pageRow + levelCount >= end) return;
        pageRow += levelCount;
      }
      throw new AppError('bad-file', `${place.name} ends ${end - pageRow} rows too early`);
    },
  };
}
