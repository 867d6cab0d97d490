import { AppError } from '../errors.ts';

/**
 * Messages as bytes: a JSON header, then the message's typed arrays as they lie in memory (little endian).
 *
 *     4 bytes "SEM1" | 4 bytes header length | header, UTF-8 | zeros to a multiple of 8 | array | zeros | array …
 *
 * The header is `{ message, arrays: [{ type, length, path }] }`: each array was taken out of `message` at `path`, where null
 * stands for it. Offsets follow from the lengths, so no two arrays can overlap.
 */
type TypedArray = InstanceType<(typeof arrayTypes)[keyof typeof arrayTypes]>;
type ArrayType = keyof typeof arrayTypes;

interface ArrayEntry {
  readonly type: ArrayType;
  /** In elements. */
  readonly length: number;
  readonly path: readonly string[];
}

const arrayTypes = { Float32Array, Float64Array, Uint32Array, Int32Array, Uint16Array, Uint8Array };
const magic = 0x314d4553; // "SEM1", little endian
const prefixBytes = 8;
const maxPathLength = 64;

const align = (bytes: number): number => Math.ceil(bytes / 8) * 8;

function typeOf(array: ArrayBufferView): ArrayType {
  const name = array instanceof Uint8Array ? 'Uint8Array' : array.constructor.name; // Node's Buffer is one too
  if (!Object.hasOwn(arrayTypes, name)) throw new TypeError(`a ${name} cannot be sent`);
  return name as ArrayType;
}

interface TakenOut {
  readonly entries: ArrayEntry[];
  readonly arrays: TypedArray[];
  /** Where the walk stands now. */
  readonly path: string[];
}

/** A copy of `value` with null in place of each typed array; the arrays and their places are added to `taken`. */
function takeOut(value: unknown, taken: TakenOut): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const type = typeOf(value);
    const array = value as TypedArray; // typeOf has thrown for any other view
    taken.entries.push({ type, length: array.length, path: [...taken.path] });
    taken.arrays.push(array);
    return null;
  }
  const takeAt = (key: string, item: unknown): unknown => {
    taken.path.push(key);
    const rest = takeOut(item, taken);
    taken.path.pop();
    return rest;
  };
  if (Array.isArray(value)) return value.map((item, index) => takeAt(String(index), item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, takeAt(key, item)]));
}

/** The bytes of a message: plain data and typed arrays. Typed arrays are copied once, views by their own bytes only. */
export function encodeFrame(message: unknown): Uint8Array<ArrayBuffer> {
  const taken: TakenOut = { entries: [], arrays: [], path: [] };
  const rest = takeOut(message, taken);
  const header = new TextEncoder().encode(JSON.stringify({ message: rest, arrays: taken.entries }));
  const { arrays } = taken;
  const start = align(prefixBytes + header.length);
  const frame = new Uint8Array(arrays.reduce((size, array) => size + align(array.byteLength), start));
  const view = new DataView(frame.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, header.length, true);
  frame.set(header, prefixBytes);
  let offset = start;
  for (const array of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += align(array.byteLength);
  }
  return frame;
}

function refuse(reason: string): never {
  throw new AppError('invalid-input', `not a message: ${reason}`);
}

function parseHeader(frame: Uint8Array): { message: unknown; arrays: unknown[]; end: number } {
  if (frame.byteLength < prefixBytes) refuse(`${frame.byteLength} bytes are too few`);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== magic) refuse('it does not begin as one');
  const end = prefixBytes + view.getUint32(4, true);
  if (end > frame.byteLength) refuse('its header is cut short');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(prefixBytes, end)));
  } catch {
    refuse('its header is no JSON');
  }
  if (typeof header !== 'object' || header === null || !('message' in header)) refuse('its header is empty');
  if (!('arrays' in header) || !Array.isArray(header.arrays)) refuse('its header lists no arrays');
  return { message: header.message, arrays: header.arrays, end: align(end) };
}

function parseEntry(value: unknown): ArrayEntry {
  const entry = value as Partial<Record<keyof ArrayEntry, unknown>> | null; // every field is checked below
  const { type, length, path } = entry ?? {};
  if (typeof type !== 'string' || !Object.hasOwn(arrayTypes, type)) refuse('an array of an unknown type');
  if (!Number.isSafeInteger(length) || (length as number) < 0) refuse('an array without a length');
  const isPath = Array.isArray(path) && path.length <= maxPathLength;
  if (!isPath || !path.every((key) => typeof key === 'string')) refuse('an array without a place');
  return { type: type as ArrayType, length: length as number, path: path };
}

/** Puts the array where null stands for it; only existing, own places are walked, so no prototype is ever reached. */
function putBack(root: { message: unknown }, path: readonly string[], array: TypedArray): void {
  let place: object = root;
  let key = 'message';
  for (const next of path) {
    const inner: unknown = (place as Record<string, unknown>)[key];
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner))
      refuse('an array out of place');
    if (next === '__proto__' || !Object.hasOwn(inner, next)) refuse('an array out of place');
    place = inner;
    key = next;
  }
  const holder = place as Record<string, unknown>;
  if (holder[key] !== null) refuse('an array where something else is');
  holder[key] = array;
}

/**
 * The message in a frame. Every typed array gets memory of its own, so that it can be transferred.
 * Throws `invalid-input` for bytes that are no whole frame.
 */
export function decodeFrame(frame: Uint8Array): unknown {
  const { message, arrays, end } = parseHeader(frame);
  const root = { message };
  let offset = end;
  for (const value of arrays) {
    const { type, length, path } = parseEntry(value);
    const size = length * arrayTypes[type].BYTES_PER_ELEMENT;
    if (offset + size > frame.byteLength) refuse('an array is cut short');
    const bytes = new Uint8Array(size);
    bytes.set(frame.subarray(offset, offset + size));
    putBack(root, path, new arrayTypes[type](bytes.buffer));
    offset += align(size);
  }
  if (offset !== frame.byteLength) refuse('it does not end where its last array does');
  return root.message;
}
