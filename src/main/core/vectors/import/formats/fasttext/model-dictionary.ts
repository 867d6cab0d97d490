import { throwIfAborted } from '../../../../../../shared/errors.ts';
import type { ReadOptions } from '../../row-sink.ts';
import { cutShort, damaged, readCount, type ModelFile } from './model-file.ts';

/** The words of a model, most frequent first, and its labels after them. */
export interface ModelDictionary {
  readonly wordCount: number;
  readonly labelCount: number;
  /** Pairs of an n-gram's number and its row, where the model was cut down to the n-grams that matter. */
  readonly kept: Int32Array | undefined;
  /** Where the words begin. */
  readonly entriesAt: number;
  /** Where the matrices begin. */
  readonly end: number;
}

const headBytes = 28;
/** A word's terminating zero, how often it occurred (8 bytes), and whether it is a label. */
const leastEntryBytes = 10;
const entryTailBytes = 9;
/** No word of a text is longer. */
const maxWordBytes = 64 * 1024;
/** A model is cut down to far fewer. */
const maxKept = 1 << 24;
const pieceBytes = 256 * 1024;
const label = 1;

/** Reads through the dictionary at `start` and checks it, keeping none of its words. Throws `bad-file`, `canceled`. */
export async function readDictionary(
  file: ModelFile,
  start: number,
  options: ReadOptions,
): Promise<ModelDictionary> {
  const head = await file.read(start, headBytes, "its dictionary's head");
  const [size, wordCount, labelCount] = [head.readInt32LE(0), head.readInt32LE(4), head.readInt32LE(8)];
  if (wordCount < 0 || labelCount < 0 || size !== wordCount + labelCount) {
    throw damaged(file.name, `expected ${size} words and labels, found ${wordCount} and ${labelCount}`);
  }
  // A count below 0 says that all n-grams were kept.
  const keptCount = head.readBigInt64LE(20) < 0n ? undefined : readCount(head, 20, file, 'n-grams kept');
  const entriesAt = start + headBytes;
  const left = file.sizeBytes - entriesAt;
  if (size * leastEntryBytes > left) {
    const expected = `at least ${size * leastEntryBytes} bytes for its ${size} words and labels`;
    throw cutShort(file.name, `expected ${expected} from byte ${entriesAt} on, found ${left}`);
  }
  let end = entriesAt;
  for await (const entry of readEntries(file, { entriesAt, count: size }, options)) {
    end = entry.end;
    if (entry.isLabel !== entry.index >= wordCount) {
      const found = `a ${entry.isLabel ? 'label' : 'word'} as entry ${entry.index + 1}`;
      throw damaged(file.name, `expected its ${wordCount} words and then its labels, found ${found}`);
    }
  }
  if (keptCount === undefined) return { wordCount, labelCount, kept: undefined, entriesAt, end };
  if (keptCount > maxKept) {
    throw damaged(file.name, `expected at most ${maxKept} n-grams kept, found ${keptCount}`);
  }
  const keptBytes = keptCount * 8;
  const pairs = await file.read(end, keptBytes, `the list of its ${keptCount} n-grams`);
  const kept = Int32Array.from({ length: 2 * keptCount }, (_, place) => pairs.readInt32LE(4 * place));
  return { wordCount, labelCount, kept, entriesAt, end: end + keptBytes };
}

export interface DictionaryEntry {
  readonly index: number;
  /** UTF-8, as far as the model's text was; a view that the next entry overwrites. */
  readonly word: Buffer;
  readonly isLabel: boolean;
  /** Where the next entry begins. */
  readonly end: number;
}

/** The first `count` entries, in order. */
export async function* readEntries(
  file: ModelFile,
  { entriesAt, count }: { readonly entriesAt: number; readonly count: number },
  options: ReadOptions,
): AsyncGenerator<DictionaryEntry> {
  let bytes: Buffer = Buffer.alloc(0);
  let piecePosition = entriesAt;
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (bytes.length - at < maxWordBytes + leastEntryBytes && piecePosition + bytes.length < file.sizeBytes) {
      throwIfAborted(options.signal);
      piecePosition += at;
      at = 0;
      const length = Math.min(pieceBytes, file.sizeBytes - piecePosition);
      bytes = await file.read(piecePosition, length, 'its dictionary');
    }
    const wordEnd = bytes.indexOf(0, at);
    const end = wordEnd + 1 + entryTailBytes;
    if (wordEnd - at > maxWordBytes || (wordEnd < 0 && bytes.length - at > maxWordBytes)) {
      throw damaged(file.name, `expected word ${index + 1} of its dictionary to have at most 64 KB`);
    }
    if (wordEnd < 0 || end > bytes.length) {
      throw cutShort(
        file.name,
        `its dictionary should have ${count} entries, the file ends in entry ${index + 1}`,
      );
    }
    const isLabel = bytes[end - 1] === label;
    yield { index, word: bytes.subarray(at, wordEnd), isLabel, end: piecePosition + end };
    at = end;
  }
}
