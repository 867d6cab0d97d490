import type { NumberDecoder } from '../matrix/number-type.ts';

/** The numbers of a page whose encoding is PLAIN: one after another, `step` bytes each. Throws an Error where the bytes end before. */
export function readPlainNumbers(
  bytes: Buffer,
  count: number,
  step: number,
  decoder: NumberDecoder,
): Float32Array<ArrayBuffer> {
  checkLength(bytes, count * step);
  const values = new Float32Array(count);
  decoder.decode(bytes, 0, values);
  return values;
}

/** The numbers of a page with the encoding BYTE_STREAM_SPLIT: the first bytes of all, then the second bytes, and so on. */
export function readSplitNumbers(
  bytes: Buffer,
  count: number,
  step: number,
  decoder: NumberDecoder,
): Float32Array<ArrayBuffer> {
  checkLength(bytes, count * step);
  const joined = Buffer.allocUnsafe(count * step);
  for (let stream = 0; stream < step; stream++) {
    for (let k = 0; k < count; k++) joined[k * step + stream] = bytes[stream * count + k]!;
  }
  return readPlainNumbers(joined, count, step, decoder);
}

function checkLength(bytes: Buffer, expected: number): void {
  if (bytes.length < expected) {
    throw new Error(`a page is cut short: expected ${expected} bytes of numbers, found ${bytes.length}`);
  }
}
