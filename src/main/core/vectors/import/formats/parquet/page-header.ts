import { createThriftReader, ThriftEndError } from './thrift-reader.ts';

export const pageTypes = { data: 0, index: 1, dictionary: 2, dataV2: 3 } as const;

export interface PageHeader {
  readonly type: number;
  readonly unpackedBytes: number;
  readonly packedBytes: number;
  /** CRC-32 of the page as it lies in the file. */
  readonly checksum: number | undefined;
  readonly valueCount: number;
  readonly encoding: number;
  /** In pages of version 1, 3 for levels in the hybrid encoding. */
  readonly levelEncodings: readonly number[];
  /** In pages of version 2, whose levels stand unpacked before the values. */
  readonly definitionBytes: number;
  readonly repetitionBytes: number;
  readonly isPacked: boolean;
  /** How many bytes the header itself takes. */
  readonly headerBytes: number;
}

/** Reads the header of a page from the first bytes of one; undefined when they are too few. Throws an Error for what is none. */
export function readPageHeader(bytes: Buffer): PageHeader | undefined {
  const header = {
    ...{ type: -1, unpackedBytes: -1, packedBytes: -1, checksum: undefined as number | undefined },
    ...{ valueCount: -1, encoding: -1, definitionBytes: 0, repetitionBytes: 0, isPacked: true },
  };
  const levelEncodings: number[] = [];
  const reader = createThriftReader(bytes);
  try {
    reader.struct((id) => {
      if (id === 1) header.type = reader.int();
      else if (id === 2) header.unpackedBytes = reader.int();
      else if (id === 3) header.packedBytes = reader.int();
      else if (id === 4) header.checksum = reader.int();
      else if (id === 5) {
        reader.struct((field) => {
          if (field === 1) header.valueCount = reader.int();
          else if (field === 2) header.encoding = reader.int();
          else if (field === 3 || field === 4) levelEncodings.push(reader.int());
        });
      } else if (id === 7) {
        reader.struct((field) => {
          if (field === 1) header.valueCount = reader.int();
          else if (field === 2) header.encoding = reader.int();
        });
      } else if (id === 8) {
        reader.struct((field) => {
          if (field === 1) header.valueCount = reader.int();
          else if (field === 4) header.encoding = reader.int();
          else if (field === 5) header.definitionBytes = reader.int();
          else if (field === 6) header.repetitionBytes = reader.int();
          else if (field === 7) header.isPacked = reader.bool();
        });
      }
    });
  } catch (error) {
    if (error instanceof ThriftEndError) return undefined;
    throw error;
  }
  return { ...header, levelEncodings, headerBytes: reader.position() };
}
