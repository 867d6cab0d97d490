import { AppError, throwIfAborted } from '../../../../../../shared/errors.ts';
import type { NumberTypeName } from '../matrix/number-type.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { RandomAccess } from '../../sources/vector-source.ts';
import type { Columns } from './choose-columns.ts';
import { loadCodec } from './codecs.ts';
import type { FileMetadata, RowGroup } from './file-metadata.ts';
import type { Leaf } from './leaves.ts';
import { decideListLength, readListRows } from './list-rows.ts';
import type { PagePlace } from './pages.ts';
import type { RowGroupRead } from './row-group.ts';
import { readWideRows } from './wide-rows.ts';
import { createWordColumn } from './word-column.ts';

export interface Table {
  readonly name: string;
  readonly file: RandomAccess;
  readonly metadata: FileMetadata;
  readonly columns: Columns;
}

/** A small file may hold so many values, a larger one so many for each of its bytes: beyond that it is a bomb. */
const freeValues = 64 * 1024 * 1024;
const valuesPerByte = 1000;

/** Feeds the table's rows to the sink, row group by row group, and of each no more at a time than a page; returns notes. Throws `bad-file`. */
export async function readTable(
  table: Table,
  sink: RowSink,
  options: ReadOptions & { readonly blockBytes?: number | undefined },
): Promise<string[]> {
  const { name, file, metadata, columns } = table;
  const rounded = new Set<NumberTypeName>();
  const onRounded = (type: NumberTypeName): unknown => rounded.add(type);
  const dimensions = await countDimensions(table);
  const valuesLimit = freeValues + valuesPerByte * file.sizeBytes;
  if (metadata.rowCount * dimensions > valuesLimit) throw bomb(name, metadata.rowCount * dimensions);
  sink.begin(dimensions);
  let row = 0;
  let valueCount = 0;
  for (const group of metadata.rowGroups) {
    if (group.rowCount === 0) continue;
    const firstRow = row;
    const read: RowGroupRead = {
      rowCount: group.rowCount,
      dimensions,
      words: createWordColumn(await findPages(table, group, columns.word)),
      addRow: (word, vector, reason) => {
        row++;
        if (reason !== undefined) sink.skip(row, reason);
        else if ('word' in word) sink.add(word.word, vector, row);
        else sink.skip(row, word.reason);
      },
      pageDone: (count) => {
        throwIfAborted(options.signal);
        valueCount += count;
        if (valueCount > valuesLimit) throw bomb(name, valueCount);
        // Which bytes were read says less: columns lie one after another. A share of the rows is as much of the file.
        options.onProgress?.(Math.round((row / metadata.rowCount) * file.sizeBytes), file.sizeBytes);
      },
    };
    if (columns.kind === 'list')
      await readListRows(read, await findPages(table, group, columns.vector), onRounded);
    else {
      const places = await Promise.all(columns.numbers.map((leaf) => findPages(table, group, leaf)));
      await readWideRows(read, places, { onRounded, blockBytes: options.blockBytes });
    }
    checkRows(table, group, row - firstRow);
  }
  return [...rounded].map((type) => `${name}: its numbers of the type ${type} were rounded to float32`);
}

/** How many numbers a row has. Throws `bad-file` where there is no row. */
async function countDimensions(table: Table): Promise<number> {
  const { name, metadata, columns } = table;
  if (metadata.rowCount === 0)
    throw new AppError('bad-file', `${name} holds no vectors: the table has no rows`);
  if (columns.kind === 'wide') return columns.numbers.length;
  for (const group of metadata.rowGroups) {
    if (group.rowCount === 0) continue;
    const length = await decideListLength(await findPages(table, group, columns.vector));
    if (length !== undefined) return length;
  }
  throw new AppError(
    'bad-file',
    `${name} holds no vectors: every list in column ${columns.vector.path[0]} is empty or null`,
  );
}

async function findPages({ name, file, metadata }: Table, group: RowGroup, leaf: Leaf): Promise<PagePlace> {
  const chunk = group.chunks[leaf.index]!;
  const place = `${name}, row group ${metadata.rowGroups.indexOf(group) + 1}, column ${leaf.path[0]}`;
  const unpack = await loadCodec(chunk.codec, place);
  return { file, chunk, leaf, unpack, name: place };
}

function checkRows({ name, metadata }: Table, group: RowGroup, found: number): void {
  if (found === group.rowCount) return;
  const number = metadata.rowGroups.indexOf(group) + 1;
  throw new AppError(
    'bad-file',
    `${name} is damaged: row group ${number} has ${found} rows, expected ${group.rowCount}`,
  );
}

function bomb(name: string, valueCount: number): AppError {
  return new AppError(
    'bad-file',
    `${name} would unpack to more than ${valueCount} numbers, far more than a file of its size can hold`,
  );
}
