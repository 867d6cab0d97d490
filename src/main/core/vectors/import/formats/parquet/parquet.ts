import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import type { FormatReport, VectorFormat } from '../../vector-format.ts';
import { chooseColumns, otherColumns } from './choose-columns.ts';
import { encryptedMagic, parquetMagic, readFooter } from './footer.ts';
import { findLeaves } from './leaves.ts';
import { readTable } from './read-table.ts';

const listedColumns = 10;

/** A table in Apache Parquet's format with a column of words, and one of vectors or one for each dimension. */
export const parquet: VectorFormat = {
  name: 'parquet',
  matches: ({ head }) =>
    [parquetMagic, encryptedMagic].includes(head.toString('latin1', 0, parquetMagic.length)),
  read: readParquet,
};

async function readParquet(source: VectorSource, sink: RowSink, options: ReadOptions): Promise<FormatReport> {
  const { name } = source;
  const file = await source.open(options);
  try {
    const metadata = await readFooter(file, name);
    const leaves = findLeaves(metadata, name);
    const columns = chooseColumns(leaves, name);
    const notes = await readTable({ name, file, metadata, columns }, sink, options);
    return { format: 'parquet', notes: [...unreadNotes(otherColumns(leaves, columns), name), ...notes] };
  } finally {
    await file.close();
  }
}

function unreadNotes(columns: readonly string[], name: string): string[] {
  if (columns.length === 0) return [];
  const more = columns.length > listedColumns ? ` and ${columns.length - listedColumns} more` : '';
  return [`${name}: columns that were not read: ${columns.slice(0, listedColumns).join(', ')}${more}`];
}
