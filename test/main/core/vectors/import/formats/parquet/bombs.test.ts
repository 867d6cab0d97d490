import { describe, expect, it } from 'vitest';
import { brotliCompressSync } from 'node:zlib';
import {
  writeThrift,
  type ThriftStruct,
  type ThriftValue,
} from '../../../../../../../src/main/core/vectors/export/parquet/thrift-writer.ts';
import { unsignedBytes } from '../../../../../../../src/main/core/vectors/export/parquet/varint.ts';
import { readVectorFile, type ReadFile } from '../../../support.ts';
import { writeFiles } from '../npy/npy-file.ts';

/** Tiny files that claim, or would unpack to, far more than they can hold. */

const int = (int32: number): ThriftValue => ({ int32 });
const struct = (fields: ThriftStruct): ThriftValue => ({ struct: fields });
const text = (name: string): ThriftValue => ({ text: name });
const codecs = { none: 0, brotli: 4 };
const types = { float: 4, bytes: 6 };
const encodings = { plain: 0, hybrid: 3, dictionary: 8 };

interface FakePage {
  readonly values: number;
  readonly encoding: number;
  readonly bytes: Buffer;
  readonly unpackedBytes?: number;
  readonly isDictionary?: boolean;
}

function pageBytes({
  values,
  encoding,
  bytes,
  unpackedBytes = bytes.length,
  isDictionary,
}: FakePage): Buffer {
  const data = struct({
    1: int(values),
    2: int(encoding),
    3: int(encodings.hybrid),
    4: int(encodings.hybrid),
  });
  const header = writeThrift({
    1: int(isDictionary ? 2 : 0),
    2: int(unpackedBytes),
    3: int(bytes.length),
    5: isDictionary ? undefined : data,
    7: isDictionary ? data : undefined,
  });
  return Buffer.concat([header, bytes]);
}

/** A table of a required string column and a required float column, in one row group. */
function table(
  rows: number,
  word: readonly FakePage[],
  number: readonly FakePage[],
  codec = codecs.none,
): Buffer {
  const columns = [Buffer.concat(word.map(pageBytes)), Buffer.concat(number.map(pageBytes))];
  const chunk = (column: number, type: number, name: string): ThriftValue => {
    const start = column === 0 ? 4 : 4 + columns[0]!.length;
    const values = { int64: rows };
    const size = { int64: columns[column]!.length };
    const path = { list: [text(name)] };
    return struct({
      2: { int64: 0 },
      3: struct({ 1: int(type), 3: path, 4: int(codec), 5: values, 7: size, 9: { int64: start } }),
    });
  };
  const footer = writeThrift({
    1: int(2),
    2: {
      list: [
        struct({ 4: text('root'), 5: int(2) }),
        struct({ 1: int(types.bytes), 3: int(0), 4: text('word'), 6: int(0) }),
        struct({ 1: int(types.float), 3: int(0), 4: text('x') }),
      ],
    },
    3: { int64: rows },
    4: {
      list: [
        struct({
          1: { list: [chunk(0, types.bytes, 'word'), chunk(1, types.float, 'x')] },
          3: { int64: rows },
        }),
      ],
    },
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length, 0);
  return Buffer.concat([Buffer.from('PAR1'), ...columns, footer, length, Buffer.from('PAR1')]);
}

const wordBytes = Buffer.from([1, 0, 0, 0, 97]);
const oneWord: FakePage = { values: 1, encoding: encodings.plain, bytes: wordBytes };
const oneNumber: FakePage = { values: 1, encoding: encodings.plain, bytes: Buffer.from([0, 0, 128, 63]) };

function read(bytes: Buffer): Promise<ReadFile> {
  return readVectorFile(writeFiles({ 'bomb.parquet': bytes }));
}

/** A run of the first value of a dictionary: the width of its places, twice the length, and the place. */
function run(length: number): Buffer {
  return Buffer.from([1, ...unsignedBytes(2 * length), 0]);
}

describe('a Parquet bomb', () => {
  it('is no table that is written in the same way', async () => {
    expect((await read(table(1, [oneWord], [oneNumber]))).rows).toEqual([['a', 1]]);
  });

  it('may not claim more rows than such a file can hold', async () => {
    await expect(read(table(2 ** 40, [oneWord], [oneNumber]))).rejects.toThrow(
      `bomb.parquet would unpack to more than ${2 ** 40} numbers`,
    );
  });

  it('may not claim more values in a page than a page can have', async () => {
    const page = { ...oneNumber, values: 2 ** 31 - 1 };
    await expect(read(table(1, [oneWord], [page]))).rejects.toThrow('a page would have 2147483647 values');
    const words = { ...oneWord, values: 50_000_000 };
    await expect(read(table(1, [words], [oneNumber]))).rejects.toThrow('a page would have 50000000 values');
  });

  it('may not claim pages larger than their bytes can become', async () => {
    const page = { ...oneNumber, unpackedBytes: 2 ** 31 - 1 };
    await expect(read(table(1, [oneWord], [page]))).rejects.toThrow(
      'a page of 4 bytes would unpack to 2147483647',
    );
    const packed = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024));
    const large = { values: 1, encoding: encodings.plain, bytes: packed, unpackedBytes: 64 * 1024 * 1024 };
    await expect(read(table(1, [oneWord], [large], codecs.brotli))).rejects.toThrow(
      'would unpack to 67108864',
    );
    const word = { ...oneWord, bytes: brotliCompressSync(wordBytes), unpackedBytes: wordBytes.length };
    const lying = { ...large, unpackedBytes: 1000 };
    const reading = read(table(1, [word], [lying], codecs.brotli));
    await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('may not repeat one value of a dictionary without end', async () => {
    const rows = 40_000_000;
    const dictionary = { ...oneNumber, isDictionary: true };
    const numbers = { values: rows, encoding: encodings.dictionary, bytes: run(rows) };
    await expect(read(table(1, [oneWord], [dictionary, numbers]))).rejects.toThrow(
      'a page would have 40000000 values, where there are 1 at most',
    );
  });
});
