import { fromZigZag, readUnsigned } from './varint.ts';

/** What Thrift's compact protocol says a field or an element is. */
const types = {
  ...{ true: 1, false: 2, byte: 3, int16: 4, int32: 5, int64: 6, double: 7 },
  ...{ binary: 8, list: 9, set: 10, map: 11, struct: 12, uuid: 13 },
} as const;

const maxDepth = 24;

/** The bytes end inside of a value: with more of them it may be whole. */
export class ThriftEndError extends Error {}

/** Reads values of Thrift's compact protocol one after another. Nothing is allocated that the bytes do not hold. */
export interface ThriftReader {
  /** Reads a struct: calls `take` with each field's number. What it does not read is skipped. */
  struct(take: (id: number) => void): void;
  list<T>(item: () => T): T[];
  int(): number;
  bool(): boolean;
  /** A view into the bytes. */
  binary(): Buffer;
  text(): string;
  /** Where the next value begins. */
  position(): number;
}

/**
 * A reader of the struct that begins at `start`. Its methods throw `ThriftEndError` where the bytes end, and other errors for what is no
 * such value. https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function createThriftReader(bytes: Buffer, start = 0): ThriftReader {
  let at = start;
  let depth = 0;
  /** The type of the value that comes next. */
  let type: number = types.struct;

  function byte(): number {
    const value = bytes[at];
    if (value === undefined) throw new ThriftEndError('the bytes end inside of a value');
    at++;
    return value;
  }

  const unsigned = (): number => readUnsigned(byte);
  const signed = (): number => fromZigZag(unsigned());

  function take(length: number): Buffer {
    if (length > bytes.length - at) throw new ThriftEndError('the bytes end inside of a value');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function expect(...expected: readonly number[]): void {
    if (!expected.includes(type)) throw new Error(`expected the type ${expected[0]}, found ${type}`);
  }

  function nested(read: () => void): void {
    if (++depth > maxDepth) throw new Error('values are nested too deeply');
    read();
    depth--;
  }

  function struct(takeField: (id: number) => void): void {
    expect(types.struct);
    nested(() => {
      let id = 0;
      for (let head = byte(); head !== 0; head = byte()) {
        id = head >> 4 === 0 ? signed() : id + (head >> 4);
        type = head & 15;
        const fieldType = type;
        const fieldStart = at;
        takeField(id);
        if (at === fieldStart && type === fieldType) skip();
      }
    });
    type = types.struct;
  }

  function list<T>(item: () => T): T[] {
    expect(types.list, types.set);
    const items: T[] = [];
    nested(() => {
      const head = byte();
      const length = head >> 4 === 15 ? unsigned() : head >> 4;
      if (length > bytes.length - at) throw new ThriftEndError('the bytes end inside of a list');
      for (let k = 0; k < length; k++) {
        type = head & 15;
        items.push(item());
      }
    });
    return items;
  }

  /** Passes over the value that comes next. */
  function skip(): void {
    switch (type) {
      case types.true:
      case types.false:
        return;
      case types.byte:
        return void byte();
      case types.int16:
      case types.int32:
      case types.int64:
        return void unsigned();
      case types.double:
        return void take(8);
      case types.uuid:
        return void take(16);
      case types.binary:
        return void take(unsigned());
      case types.struct:
        return struct(() => undefined);
      case types.list:
      case types.set:
        return void skipList();
      default:
        throw new Error(`unknown type ${type}`);
    }
  }

  function skipList(): void {
    nested(() => {
      const head = byte();
      const length = head >> 4 === 15 ? unsigned() : head >> 4;
      for (let k = 0; k < length; k++) {
        type = head & 15;
        if (type <= types.byte) byte();
        else skip();
      }
    });
  }

  return {
    struct,
    list,
    int: () => {
      expect(types.int32, types.int64, types.int16);
      return signed();
    },
    bool: () => {
      expect(types.true, types.false);
      const value = type === types.true;
      type = 0; // read: there are no bytes to tell it by
      return value;
    },
    binary: () => {
      expect(types.binary);
      return take(unsigned());
    },
    text: () => {
      expect(types.binary);
      return take(unsigned()).toString('utf8');
    },
    position: () => at,
  };
}
