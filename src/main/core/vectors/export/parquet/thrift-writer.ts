import { toZigZag, unsignedBytes } from './varint.ts';

/** What Thrift's compact protocol calls its types. */
const types = { int32: 5, int64: 6, binary: 8, list: 9, struct: 12 } as const;

/** A field's value; what is undefined is left out. */
export type ThriftValue =
  | { readonly int32: number }
  | { readonly int64: number }
  | { readonly text: string }
  | { readonly struct: ThriftStruct }
  | { readonly list: readonly ThriftValue[] };

/** Values by the numbers of their fields, in ascending order. */
export type ThriftStruct = Readonly<Record<number, ThriftValue | undefined>>;

/** The bytes of a struct. https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
export function writeThrift(struct: ThriftStruct): Buffer {
  const bytes: number[] = [];

  const unsigned = (value: number): unknown => bytes.push(...unsignedBytes(value));

  function write(value: ThriftValue): void {
    if ('int32' in value) unsigned(toZigZag(value.int32));
    else if ('int64' in value) unsigned(toZigZag(value.int64));
    else if ('text' in value) {
      const text = Buffer.from(value.text);
      unsigned(text.length);
      bytes.push(...text);
    } else if ('struct' in value) writeStruct(value.struct);
    else writeList(value.list);
  }

  function writeList(items: readonly ThriftValue[]): void {
    const [first] = items;
    const type = first ? typeOf(first) : types.struct;
    if (items.length < 15) bytes.push(items.length * 16 + type);
    else {
      bytes.push(15 * 16 + type);
      unsigned(items.length);
    }
    items.forEach(write);
  }

  function writeStruct(fields: ThriftStruct): void {
    let before = 0;
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      const id = Number(key);
      bytes.push((id - before) * 16 + typeOf(value)); // no field here is 16 or more after another
      write(value);
      before = id;
    }
    bytes.push(0);
  }

  writeStruct(struct);
  return Buffer.from(bytes);
}

function typeOf(value: ThriftValue): number {
  if ('int32' in value) return types.int32;
  if ('int64' in value) return types.int64;
  if ('text' in value) return types.binary;
  return 'struct' in value ? types.struct : types.list;
}
