import { crc32 } from 'node:zlib';
import type { RandomAccess } from '../../sources/vector-source.ts';
import type { Unpack } from './codecs.ts';
import type { ColumnChunk } from './file-metadata.ts';
import { readDataPage, readDataPageV2, readDictionaryPage, type PageContent } from './data-page.ts';
import type { Leaf } from './leaves.ts';
import { pageTypes, readPageHeader, type PageHeader } from './page-header.ts';

/** A page, unpacked; the values in it are still encoded. */
export interface Page extends PageContent {
  readonly isDictionary: boolean;
  /** The bytes [start, end) of the file held the page. */
  readonly start: number;
  readonly end: number;
}

/** Headers hold statistics, and some writers put whole strings there. */
const headerSteps = [4 * 1024, 256 * 1024, 16 * 1024 * 1024];
/** A page is read as a whole; writers make them of 1 MB, some of a whole row group. */
const maxPageBytes = 512 * 1024 * 1024;
const maxPageValues = 64 * 1024 * 1024;
/** Larger pages that unpack to more than this times their size hold no vectors. */
const largePageBytes = 16 * 1024 * 1024;
const maxRatio = 1000;

/** Where the pages of one column in one row group lie, and how to read them. */
export interface PagePlace {
  readonly file: RandomAccess;
  readonly chunk: ColumnChunk;
  readonly leaf: Leaf;
  readonly unpack: Unpack;
  /** For messages: the file, the row group and the column. */
  readonly name: string;
}

/** Reads the page that begins at byte `position`; undefined at the end of the column's part. Throws an Error that says what is wrong with it. */
export async function readPage(place: PagePlace, position: number): Promise<Page | undefined> {
  const { file, chunk, leaf } = place;
  if (position >= chunk.end) return undefined;
  const header = await findHeader(file, position, chunk.end);
  const start = position + header.headerBytes;
  checkSizes(header, chunk.end - start, chunk.valueCount);
  const bytes = await file.read(start, header.packedBytes);
  if (header.checksum !== undefined && crc32(bytes) >>> 0 !== header.checksum >>> 0) {
    throw new Error(`the page at byte ${position} is damaged: its checksum differs`);
  }
  const end = start + header.packedBytes;
  const packed = { packed: bytes, unpack: place.unpack };
  switch (header.type) {
    case pageTypes.data:
      return { ...readDataPage(leaf, header, packed), isDictionary: false, start: position, end };
    case pageTypes.dataV2:
      return { ...readDataPageV2(leaf, header, packed), isDictionary: false, start: position, end };
    case pageTypes.dictionary:
      return { ...readDictionaryPage(header, packed), isDictionary: true, start: position, end };
    case pageTypes.index:
      return readPage(place, end);
    default:
      throw new Error(`expected a page at byte ${position}, found the type ${header.type}`);
  }
}

async function findHeader(file: RandomAccess, position: number, end: number): Promise<PageHeader> {
  for (const step of headerSteps) {
    const length = Math.min(step, end - position);
    const header = readPageHeader(await file.read(position, length));
    if (header) return header;
    if (length < step) break;
  }
  throw new Error(`expected the header of a page at byte ${position}`);
}

function checkSizes(
  { packedBytes, unpackedBytes, valueCount, type }: PageHeader,
  available: number,
  columnValues: number,
): void {
  if (packedBytes < 0 || unpackedBytes < 0 || packedBytes > available) {
    throw new Error(`a page would take ${packedBytes} bytes, where ${available} are left`);
  }
  const isBomb = unpackedBytes > largePageBytes && unpackedBytes > maxRatio * packedBytes;
  if (unpackedBytes > maxPageBytes || isBomb) {
    throw new Error(`a page of ${packedBytes} bytes would unpack to ${unpackedBytes}`);
  }
  if (type === pageTypes.index) return;
  const mostValues = type === pageTypes.dictionary ? maxPageValues : Math.min(maxPageValues, columnValues);
  if (!(valueCount >= 0 && valueCount <= mostValues)) {
    throw new Error(`a page would have ${valueCount} values, where there are ${mostValues} at most`);
  }
}
