import { createDeltaReader } from './delta.ts';

/** A word, or why there is none. */
export type TextValue = { readonly word: string } | { readonly reason: string };

/** No word is longer. */
const maxWordBytes = 64 * 1024;
/** Strings that share their beginnings may be far more than the bytes of their page. */
const maxSharedBytes = 64 * 1024 * 1024;

/** The strings of a page whose encoding is PLAIN: each after its length. Throws an Error where the bytes end before. */
export function readPlainTexts(bytes: Buffer, count: number): TextValue[] {
  const texts: TextValue[] = [];
  let at = 0;
  for (let k = 0; k < count; k++) {
    const start = at + 4;
    const end = start <= bytes.length ? start + bytes.readUInt32LE(at) : Infinity;
    texts.push(toText(slice(bytes, start, end)));
    at = end;
  }
  return texts;
}

/** The strings of a page with the encoding DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes. */
export function readDeltaLengthTexts(bytes: Buffer, count: number): TextValue[] {
  const reader = createDeltaReader(bytes, 0);
  const lengths = reader.integers(count);
  let at = reader.position();
  return Array.from(lengths, (length) => {
    const text = toText(slice(bytes, at, at + length));
    at += length;
    return text;
  });
}

/** The strings of a page with the encoding DELTA_BYTE_ARRAY: how much each shares with the one before, then what follows. */
export function readDeltaTexts(bytes: Buffer, count: number): TextValue[] {
  const reader = createDeltaReader(bytes, 0);
  const shared = reader.integers(count);
  const suffixes = createDeltaReader(bytes, reader.position());
  const lengths = suffixes.integers(count);
  let at = suffixes.position();
  let before = Buffer.alloc(0);
  let total = 0;
  return Array.from(lengths, (length, k) => {
    total += shared[k]! + length;
    if (total > maxSharedBytes) throw new Error('the strings of a page take more than 64 MB');
    const suffix = slice(bytes, at, at + length);
    before = Buffer.concat([slice(before, 0, shared[k]!), suffix]);
    at += length;
    return toText(before);
  });
}

function slice(bytes: Buffer, start: number, end: number): Buffer {
  if (!(start <= end && end <= bytes.length)) throw new Error('a page ends inside of a string');
  return bytes.subarray(start, end);
}

function toText(bytes: Buffer): TextValue {
  if (bytes.length > maxWordBytes) return { reason: 'the word is longer than 64 KB' };
  const word = bytes.toString('utf8');
  const isBroken = word.includes('\ufffd') && !bytes.includes('\ufffd');
  return isBroken ? { reason: 'the word is not valid UTF-8' } : { word };
}
