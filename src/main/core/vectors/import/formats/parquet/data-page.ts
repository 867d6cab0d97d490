import type { Unpack } from './codecs.ts';
import type { EncodedValues } from './column-values.ts';
import { bitWidth, readHybrid } from './hybrid.ts';
import type { Leaf } from './leaves.ts';
import type { PageHeader } from './page-header.ts';

/** The levels of a page and its values, which are still encoded. */
export interface PageContent extends EncodedValues {
  /** How many levels there are: values and what stands for missing ones. */
  readonly levelCount: number;
  /** The levels' definition; undefined where every value is there. */
  readonly definition: Uint8Array | undefined;
  /** In lists, 0 where a row begins. */
  readonly repetition: Uint8Array | undefined;
}

/** A page as it lies in the file. */
export interface PackedPage {
  readonly packed: Buffer;
  readonly unpack: Unpack;
}

/** The format's number of the hybrid encoding of levels. */
const hybridLevels = 3;

export function readDictionaryPage(header: PageHeader, { packed, unpack }: PackedPage): PageContent {
  const { encoding, valueCount, unpackedBytes } = header;
  const values = { bytes: unpackAll(unpack, packed, unpackedBytes), encoding, count: valueCount };
  return { ...values, levelCount: 0, definition: undefined, repetition: undefined };
}

/** Version 1: levels and values are packed together, each kind of levels after its length. */
export function readDataPage(leaf: Leaf, header: PageHeader, { packed, unpack }: PackedPage): PageContent {
  const bytes = unpackAll(unpack, packed, header.unpackedBytes);
  if (header.levelEncodings.some((encoding) => encoding !== hybridLevels) && hasLevels(leaf)) {
    throw new Error('its levels are in the encoding BIT_PACKED, which is not read');
  }
  let at = 0;
  const readLevels = (max: number): Uint8Array | undefined => {
    if (max === 0) return undefined;
    if (at + 4 > bytes.length) throw new Error('a page ends before its levels');
    const end = at + 4 + bytes.readUInt32LE(at);
    const levels = new Uint8Array(header.valueCount);
    readHybrid(bytes.subarray(0, end), at + 4, bitWidth(max), levels);
    at = end;
    return levels;
  };
  const repetition = readLevels(leaf.maxRepetition);
  const definition = readLevels(leaf.maxDefinition);
  return toContent(leaf, header, { repetition, definition, bytes: bytes.subarray(at) });
}

/** Version 2: the levels stand before the values and are never packed. */
export function readDataPageV2(leaf: Leaf, header: PageHeader, { packed, unpack }: PackedPage): PageContent {
  const { repetitionBytes, definitionBytes, valueCount } = header;
  const levelBytes = repetitionBytes + definitionBytes;
  if (
    repetitionBytes < 0 ||
    definitionBytes < 0 ||
    levelBytes > Math.min(packed.length, header.unpackedBytes)
  ) {
    throw new Error(`a page's levels would take ${levelBytes} of its ${packed.length} bytes`);
  }
  const readLevels = (max: number, start: number, end: number): Uint8Array | undefined => {
    if (max === 0) return undefined;
    const levels = new Uint8Array(valueCount);
    readHybrid(packed.subarray(0, end), start, bitWidth(max), levels);
    return levels;
  };
  const repetition = readLevels(leaf.maxRepetition, 0, repetitionBytes);
  const definition = readLevels(leaf.maxDefinition, repetitionBytes, levelBytes);
  const rest = packed.subarray(levelBytes);
  const bytes = header.isPacked ? unpackAll(unpack, rest, header.unpackedBytes - levelBytes) : rest;
  return toContent(leaf, header, { repetition, definition, bytes });
}

function hasLevels({ maxDefinition, maxRepetition }: Leaf): boolean {
  return maxDefinition > 0 || maxRepetition > 0;
}

function toContent(
  { maxDefinition }: Leaf,
  { valueCount, encoding }: PageHeader,
  { repetition, definition, bytes }: Pick<PageContent, 'repetition' | 'definition' | 'bytes'>,
): PageContent {
  let count = valueCount;
  if (definition) for (const level of definition) if (level !== maxDefinition) count--;
  const isFull = count === valueCount;
  return {
    levelCount: valueCount,
    repetition,
    definition: isFull ? undefined : definition,
    encoding,
    bytes,
    count,
  };
}

function unpackAll(unpack: Unpack, bytes: Buffer, sizeBytes: number): Buffer {
  if (sizeBytes === 0) return Buffer.alloc(0);
  const unpacked = unpack(bytes, sizeBytes);
  if (unpacked.length !== sizeBytes) {
    throw new Error(`a page unpacks to ${unpacked.length} bytes, expected ${sizeBytes}`);
  }
  return Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength);
}
