import { createNumberDecoder, sizeBytes, type NumberTypeName } from '../matrix/number-type.ts';
import { isFloat16 } from './choose-columns.ts';
import { readPlainNumbers, readSplitNumbers } from './decode-numbers.ts';
import { readDeltaLengthTexts, readDeltaTexts, readPlainTexts, type TextValue } from './decode-texts.ts';
import { physical } from './file-metadata.ts';
import { readHybrid } from './hybrid.ts';
import type { Leaf } from './leaves.ts';

/** The format's numbers of the encodings that strings and floats have. */
const encodings = {
  ...{ plain: 0, plainDictionary: 2, deltaLength: 6, deltaBytes: 7 },
  ...{ dictionary: 8, byteStreamSplit: 9 },
} as const;

/** Values as they stand in a page, packed and encoded. */
export interface EncodedValues {
  readonly bytes: Buffer;
  readonly encoding: number;
  readonly count: number;
}

/** Decodes the values of one column, whose pages may refer to a dictionary that comes before them. */
export interface ValueReader<Values> {
  useDictionary(values: EncodedValues): void;
  /** Throws an Error for what cannot be decoded. */
  read(values: EncodedValues): Values;
}

/** So many words in one page are no words: it would take a gigabyte to hold them. */
const maxTextsPerPage = 4 * 1024 * 1024;

export function createTextReader(): ValueReader<TextValue[]> {
  let dictionary: TextValue[] = [];
  const decode = ({ bytes, encoding, count }: EncodedValues): TextValue[] => {
    if (count > maxTextsPerPage) throw new Error(`a page of strings would have ${count} of them`);
    switch (encoding) {
      case encodings.plain:
        return readPlainTexts(bytes, count);
      case encodings.deltaLength:
        return readDeltaLengthTexts(bytes, count);
      case encodings.deltaBytes:
        return readDeltaTexts(bytes, count);
      case encodings.plainDictionary:
      case encodings.dictionary:
        return Array.from(readIndices(bytes, count, dictionary.length), (index) => dictionary[index]!);
      default:
        throw new Error(`strings in the encoding ${encoding} are not read`);
    }
  };
  return {
    useDictionary: (values) => (dictionary = decode({ ...values, encoding: encodings.plain })),
    read: decode,
  };
}

/** Called with a column's type when values of it were rounded to float32. */
export type OnRounded = (type: NumberTypeName) => void;

/** Whatever the column's type, its values become float32. */
export function createNumberReader(leaf: Leaf, onRounded: OnRounded): ValueReader<Float32Array> {
  const name = numberType(leaf);
  const step = sizeBytes[name];
  const decoder = createNumberDecoder({ name, isBigEndian: false });
  let dictionary = new Float32Array(0);
  const decode = ({ bytes, encoding, count }: EncodedValues): Float32Array<ArrayBuffer> => {
    switch (encoding) {
      case encodings.plain:
        return readPlainNumbers(bytes, count, step, decoder);
      case encodings.byteStreamSplit:
        return readSplitNumbers(bytes, count, step, decoder);
      case encodings.plainDictionary:
      case encodings.dictionary: {
        const indices = readIndices(bytes, count, dictionary.length);
        const values = new Float32Array(count);
        for (let k = 0; k < count; k++) values[k] = dictionary[indices[k]!]!;
        return values;
      }
      default:
        throw new Error(`numbers in the encoding ${encoding} are not read`);
    }
  };
  return {
    useDictionary: (values) => (dictionary = decode({ ...values, encoding: encodings.plain })),
    read: (values) => {
      const numbers = decode(values);
      if (decoder.hasRounded()) onRounded(name);
      return numbers;
    },
  };
}

function numberType(leaf: Leaf): NumberTypeName {
  if (isFloat16(leaf)) return 'float16';
  return leaf.element.type === physical.double ? 'float64' : 'float32';
}

/** Places in a dictionary of `size` values: a byte that says their width, then their hybrid encoding. */
function readIndices(bytes: Buffer, count: number, size: number): Uint32Array {
  const indices = new Uint32Array(count);
  const width = bytes[0];
  if (count === 0) return indices;
  if (width === undefined) throw new Error('a page ends before its indices');
  readHybrid(bytes, 1, width, indices);
  for (const index of indices) {
    if (index >= size) throw new Error(`a page names value ${index} of a dictionary of ${size}`);
  }
  return indices;
}
