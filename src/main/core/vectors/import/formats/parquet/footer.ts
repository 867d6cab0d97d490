import { AppError } from '../../../../../../shared/errors.ts';
import type { RandomAccess } from '../../sources/vector-source.ts';
import { readFileMetadata, type FileMetadata } from './file-metadata.ts';

export const parquetMagic = 'PAR1';
/** At the end, and at the beginning where not even the footer can be read. */
export const encryptedMagic = 'PARE';
/** Four bytes of length and the magic. */
const tailBytes = 8;
const maxFooterBytes = 64 * 1024 * 1024;

/**
 * Reads the metadata at a file's end, and checks that every piece of the file that it names is there. Throws `bad-file`.
 * https://parquet.apache.org/docs/file-format/
 */
export async function readFooter(file: RandomAccess, name: string): Promise<FileMetadata> {
  const dataEnd = file.sizeBytes - tailBytes;
  if (dataEnd < parquetMagic.length)
    throw new AppError('bad-file', `${name} is cut short: expected a Parquet file`);
  const tail = await file.read(dataEnd, tailBytes);
  const magic = tail.toString('latin1', 4);
  if (magic === encryptedMagic) {
    throw new AppError('bad-file', `${name} is an encrypted Parquet file: write it again without encryption`);
  }
  if (magic !== parquetMagic) {
    throw new AppError(
      'bad-file',
      `${name} is cut short or damaged: expected "PAR1" at the end of a Parquet file`,
    );
  }
  const length = tail.readUInt32LE(0);
  if (length > dataEnd - parquetMagic.length || length > maxFooterBytes) {
    throw new AppError(
      'bad-file',
      `${name} is damaged: its metadata would take ${length} of ${file.sizeBytes} bytes`,
    );
  }
  const metadata = parse(await file.read(dataEnd - length, length), name);
  checkPlaces(metadata, dataEnd - length, name);
  return metadata;
}

function parse(bytes: Buffer, name: string): FileMetadata {
  try {
    return readFileMetadata(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad-file', `${name}: its Parquet metadata cannot be read: ${reason}`, { cause });
  }
}

function checkPlaces({ rowGroups, rowCount }: FileMetadata, dataEnd: number, name: string): void {
  let total = 0;
  for (const [index, group] of rowGroups.entries()) {
    total += group.rowCount;
    if (group.rowCount === 0) continue; // its chunks may be placed anywhere
    const misplaced = group.chunks.find(
      ({ start, end }) => start < parquetMagic.length || end < start || end > dataEnd,
    );
    if (group.rowCount >= 0 && !misplaced) continue;
    const place = misplaced ? `bytes ${misplaced.start} to ${misplaced.end}` : `${group.rowCount} rows`;
    throw new AppError(
      'bad-file',
      `${name} is damaged: row group ${index + 1} would have ${place}, of ${dataEnd} bytes of data`,
    );
  }
  if (total !== rowCount) {
    throw new AppError(
      'bad-file',
      `${name} is damaged: its metadata says ${rowCount} rows, its row groups have ${total}`,
    );
  }
}
