import { describe, expect, it } from 'vitest';
import { createTextReader } from '../../../../../../../src/main/core/vectors/import/formats/parquet/column-values.ts';
import { createDeltaReader } from '../../../../../../../src/main/core/vectors/import/formats/parquet/delta.ts';
import {
  readDeltaTexts,
  readPlainTexts,
} from '../../../../../../../src/main/core/vectors/import/formats/parquet/decode-texts.ts';
import { readHybrid } from '../../../../../../../src/main/core/vectors/import/formats/parquet/hybrid.ts';
import {
  createThriftReader,
  ThriftEndError,
} from '../../../../../../../src/main/core/vectors/import/formats/parquet/thrift-reader.ts';

const levels = (width: number, count: number, ...bytes: number[]): number[] => {
  const into = new Uint32Array(count);
  readHybrid(Buffer.from(bytes), 0, width, into);
  return [...into];
};

describe('the hybrid of runs and packed bits', () => {
  it('reads the example of its specification: 0 to 7 in three bits', () => {
    expect(levels(3, 8, 0b11, 0b10001000, 0b11000110, 0b11111010)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('reads runs, of wide numbers too, and packed bits after them', () => {
    expect(levels(1, 6, 8, 1, 3, 0b01)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(levels(17, 3, 6, 1, 2, 1)).toEqual([66049, 66049, 66049]);
    const packed = levels(32, 8, 3, ...[255, 255, 255, 255], ...[1, 0, 0, 128], ...Array<number>(24).fill(0));
    expect(packed.slice(0, 3)).toEqual([0xffffffff, 0x80000001, 0]);
  });

  it('takes no more than there is place for, though a run claims more', () => {
    expect(levels(1, 2, 0xfe, 0xff, 0xff, 0xff, 0x0f, 1)).toEqual([1, 1]);
  });

  it.each([[[]], [[8]], [[3]], [[0x80, 0x80]], [[0, 1, 0, 1]], [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff]]])(
    'refuses %j, which end too early',
    (bytes) => {
      expect(() => levels(1, 4, ...bytes)).toThrow();
    },
  );
});

describe('delta-encoded lengths', () => {
  /** 1, 2, 3, ... in blocks of 128 with four miniblocks: the first value, then differences of 1 in no bits at all. */
  const counting = [128, 1, 4, 5, 2, 2, 0, 0, 0, 0];

  it('are read by block', () => {
    expect([...createDeltaReader(Buffer.from(counting), 0).integers(5)]).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    [[128, 1, 4, 6, 2, 2, 0, 0, 0, 0]],
    [[128, 1, 0, 5, 2, 2]],
    [[0, 4, 5, 2, 2, 0, 0, 0, 0]],
    [[128, 1, 4, 5, 2, 2, 33, 0, 0, 0]],
    [[128, 1, 4, 5, 2]],
    [[128, 1, 255, 255, 255, 255, 15, 5, 2, 2]],
  ])('refuses %j', (bytes) => {
    expect(() => createDeltaReader(Buffer.from(bytes), 0).integers(5)).toThrow();
  });
});

describe('strings', () => {
  it('are refused where the page ends inside of one', () => {
    expect(() => readPlainTexts(Buffer.from([3, 0, 0, 0, 97]), 1)).toThrow('a page ends inside of a string');
    expect(() => readPlainTexts(Buffer.from([255, 255, 255, 255, 97]), 1)).toThrow(
      'a page ends inside of a string',
    );
    expect(() => readPlainTexts(Buffer.from([1, 0, 0, 0, 97]), 2)).toThrow('a page ends inside of a string');
  });

  it('have a reason where they are no UTF-8, or no word', () => {
    expect(readPlainTexts(Buffer.from([1, 0, 0, 0, 255]), 1)).toEqual([
      { reason: 'the word is not valid UTF-8' },
    ]);
    const long = Buffer.alloc(70_004, 97);
    long.writeUInt32LE(70_000, 0);
    expect(readPlainTexts(long, 1)).toEqual([{ reason: 'the word is longer than 64 KB' }]);
  });

  it('may not be millions in one page', () => {
    const values = { bytes: Buffer.from([0]), encoding: 8, count: 50_000_000 };
    expect(() => createTextReader().read(values)).toThrow('a page of strings would have 50000000 of them');
  });

  it('that share their beginnings may not grow without end', () => {
    // 60,000 strings, each as long as the one before and one byte more: 1.8 GB.
    const count = 60_000;
    const varint = [(count & 127) | 128, ((count >> 7) & 127) | 128, count >> 14];
    const block = [2, 0, 0, 0, 0];
    const blocks = Array.from({ length: Math.ceil((count - 1) / 128) }, () => block).flat();
    const prefixes = [128, 1, 4, ...varint, 0, ...blocks];
    const suffixes = [128, 1, 4, ...varint, 2, ...blocks.map((byte, k) => (k % 5 === 0 ? 0 : byte))];
    const bytes = Buffer.concat([Buffer.from([...prefixes, ...suffixes]), Buffer.alloc(count, 97)]);
    expect(() => readDeltaTexts(bytes, count)).toThrow('the strings of a page take more than 64 MB');
  });
});

describe('the Thrift reader', () => {
  it('skips what is not asked for, and reads what follows', () => {
    // Fields 1 (int32 5), 2 (a list of two structs), 4 (true), 5 (binary "hi"), 6 (double), 7 (int64 -3)
    const bytes = [
      0x15, 10, 0x19, 0x2c, 0x15, 2, 0, 0, 0x21, 0x18, 2, 104, 105, 0x17, 1, 2, 3, 4, 5, 6, 7, 8, 0x16, 5, 0,
    ];
    const reader = createThriftReader(Buffer.from(bytes));
    const found: unknown[] = [];
    reader.struct((id) => {
      if (id === 4) found.push(reader.bool());
      else if (id === 5) found.push(reader.text());
      else if (id === 7) found.push(reader.int());
    });
    expect(found).toEqual([true, 'hi', -3]);
    expect(reader.position()).toBe(bytes.length);
  });

  it('tells bytes that end from bytes that are wrong', () => {
    const struct = (...bytes: number[]): void =>
      createThriftReader(Buffer.from(bytes)).struct(() => undefined);
    expect(() => struct(0x15)).toThrow(ThriftEndError);
    expect(() => struct(0x18, 200, 1)).toThrow(ThriftEndError);
    expect(() => struct(0x19, 0xfc, 255, 255, 255, 255, 15)).toThrow(ThriftEndError);
    expect(() => struct(0x1b)).toThrow('unknown type 11');
    expect(() => struct(0x15, ...Array<number>(11).fill(255))).toThrow('more than 64 bits');
    expect(() => struct(...Array<number>(100).fill(0x1c))).toThrow('nested too deeply');
  });
});
