import * as fc from 'fast-check';

/** One thing that goes wrong with a file. Places and lengths are parts of the file's length, or bytes where they are whole. */
export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'move'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'number'; readonly nth: number; readonly text: string };

/** Numbers at the edges of what fields can hold, and sizes that no file has. */
const edges = [
  0,
  1,
  0x7f,
  0x80,
  0xff,
  0x7fff,
  0xffff,
  0x7fffffff,
  0x80000000,
  0xffffffff,
  1e12,
  2 ** 53,
  2 ** 63,
];
const field = fc
  .record({
    value: fc.constantFrom(...edges),
    width: fc.constantFrom(1, 2, 4, 8),
    isBigEndian: fc.boolean(),
  })
  .map(({ value, width, isBigEndian }) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
    const low = bytes.subarray(0, width);
    return new Uint8Array(isBigEndian ? low.toReversed() : low);
  });
const bytes = fc.oneof(
  { weight: 2, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 12 }) },
  { weight: 2, arbitrary: field },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('\n', ' ', '\t', '\0', '\r\n', '\ufeff', '"', '1e400', '-1')
      .map((text) => new TextEncoder().encode(text)),
  },
);
// Formats say what is in them at their beginning or at their end.
const place = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 80 }) },
  { weight: 1, arbitrary: fc.integer({ min: -80, max: -1 }) },
  { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
);
const length = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }));
const digits = fc.constantFrom(
  '0',
  '1',
  '-1',
  '65536',
  '2147483648',
  '4294967296',
  '1000000000000',
  '99999999999999999999',
  '1e999',
  '',
  'nan',
  '0x10',
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip'), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('cut'), at: place }),
  fc.record({ kind: fc.constant('remove'), at: place, length }),
  fc.record({ kind: fc.constant('insert'), at: place, bytes }),
  fc.record({ kind: fc.constant('write'), at: place, bytes }),
  fc.record({ kind: fc.constant('repeat'), at: place, length, times: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant('move'), at: place, length, to: place }),
  fc.record({ kind: fc.constant('number'), nth: fc.integer({ min: 0, max: 30 }), text: digits }),
);

/** One thing, or a few, that go wrong. */
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

export function mutate(file: Buffer, all: readonly Mutation[]): Buffer {
  return all.reduce(mutateOnce, file);
}

function mutateOnce(file: Buffer, change: Mutation): Buffer {
  if (change.kind === 'number') return replaceNumber(file, change.nth, change.text);
  const at = toPlace(change.at, file.length);
  switch (change.kind) {
    case 'flip': {
      const copy = Buffer.from(file);
      if (at < copy.length) copy[at]! ^= 1 << change.bit;
      return copy;
    }
    case 'cut':
      return file.subarray(0, at);
    case 'remove':
      return splice(file, at, toLength(change.length, file.length), '');
    case 'insert':
      return splice(file, at, 0, change.bytes);
    case 'write':
      return splice(file, at, change.bytes.length, change.bytes);
    case 'repeat': {
      const part = file.subarray(at, at + toLength(change.length, file.length));
      const times = Math.min(change.times, Math.ceil(mostRepeatedBytes / Math.max(1, part.length)));
      return splice(file, at, 0, Buffer.concat(Array.from({ length: times }, () => part)));
    }
    case 'move': {
      const part = Buffer.from(file.subarray(at, at + toLength(change.length, file.length)));
      return splice(splice(file, at, part.length, ''), toPlace(change.to, file.length), 0, part);
    }
  }
}

/** So that files stay small, and cases quick. */
const mostRepeatedBytes = 256 * 1024;

function splice(file: Buffer, at: number, removed: number, inserted: string | Uint8Array): Buffer {
  return Buffer.concat([file.subarray(0, at), Buffer.from(inserted as string), file.subarray(at + removed)]);
}

function toPlace(at: number, size: number): number {
  if (!Number.isInteger(at)) return Math.floor(at * size);
  return Math.max(0, Math.min(size, at < 0 ? size + at : at));
}

function toLength(length: number, size: number): number {
  return Number.isInteger(length) ? length : Math.ceil(length * size);
}

/** Another number in the place of the nth one that the file has as text. */
function replaceNumber(file: Buffer, nth: number, text: string): Buffer {
  const found = [...file.toString('latin1').matchAll(/\d+/g)][nth];
  if (!found) return file;
  return splice(file, found.index, found[0].length, text);
}
