import { AppError } from '../../../../../../shared/errors.ts';
import { headBytes } from '../../sources/vector-source.ts';
import type { NumberType, NumberTypeName } from '../matrix/number-type.ts';

/** What the beginning of a NumPy file says: a matrix, row by row or (`isFortran`) column by column. */
export interface NpyHeader {
  readonly type: NumberType;
  readonly isFortran: boolean;
  readonly rowCount: number;
  readonly dimensions: number;
  /** The byte where the numbers begin. */
  readonly start: number;
}

export const npyMagic = Buffer.from('\u0093NUMPY', 'latin1');

const typeNames: Readonly<Record<string, NumberTypeName>> = {
  ...{ f2: 'float16', f4: 'float32', f8: 'float64' },
  ...{ i1: 'int8', i2: 'int16', i4: 'int32', i8: 'int64' },
  ...{ u1: 'uint8', u2: 'uint16', u4: 'uint32', u8: 'uint64' },
};

/**
 * Reads the header of the format's versions 1, 2 and 3 from a file's first bytes. It is a Python dictionary, taken apart here by its
 * exact form and never evaluated. Throws `bad-file` for what is no matrix of numbers, with the line of Python that makes it one.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpyHeader(head: Buffer, name: string): NpyHeader {
  const { text, start } = findDescription(head, name);
  const description = parseDescription(text);
  if (!description) {
    throw new AppError(
      'bad-file',
      `${name}: expected a NumPy header with descr, fortran_order and shape, found ${quote(text)}`,
    );
  }
  const { descr, isFortran, shape } = description;
  const type = parseType(descr, name);
  const [rowCount, dimensions] = checkShape(shape, name);
  return { type, isFortran, rowCount, dimensions, start };
}

function findDescription(head: Buffer, name: string): { readonly text: string; readonly start: number } {
  const major = head[6] ?? 0;
  if (head.length >= 8 && (major < 1 || major > 3)) {
    throw new AppError('bad-file', `${name}: expected version 1, 2 or 3 of the NumPy format, found ${major}`);
  }
  const lengthEnd = major === 1 ? 10 : 12;
  const isWhole = head.length >= lengthEnd;
  const length = isWhole ? (major === 1 ? head.readUInt16LE(8) : head.readUInt32LE(8)) : 0;
  const start = lengthEnd + length;
  if (start > headBytes) {
    throw new AppError(
      'bad-file',
      `${name}: expected a NumPy header of less than 64 KB, found ${length} bytes`,
    );
  }
  if (!isWhole || start > head.length)
    throw new AppError('bad-file', `${name} is cut short inside its header`);
  return { text: head.toString(major === 3 ? 'utf8' : 'latin1', lengthEnd, start), start };
}

interface Description {
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
}

/** One `key: value` of the dictionary and the comma after it. A type may also be a list: that of a table's columns. */
const entry =
  /\s*(['"])(descr|fortran_order|shape)\1\s*:\s*(?:(['"])([^'"\\]*)\3|(True|False)|\(([\d\sL,]*)\)|(\[[^]*\]))\s*(,|(?=\}))/y;

function parseDescription(text: string): Description | undefined {
  const body = text.trim();
  if (!body.startsWith('{')) return undefined;
  const found = new Map<string, RegExpExecArray>();
  entry.lastIndex = 1;
  let end = 1;
  for (let match = entry.exec(body); match; match = entry.exec(body)) {
    if (found.has(match[2]!)) return undefined;
    found.set(match[2]!, match);
    end = entry.lastIndex;
  }
  if (found.size !== 3 || body.slice(end).trim() !== '}') return undefined;
  const descr = found.get('descr')![4] ?? found.get('descr')![7];
  const order = found.get('fortran_order')![5];
  const shape = parseTuple(found.get('shape')![6]);
  if (descr === undefined || order === undefined || !shape) return undefined;
  return { descr, isFortran: order === 'True', shape };
}

/** The whole numbers of a tuple such as `3, 4`, `3L, 4L` (Python 2), `3,` or nothing. */
function parseTuple(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  const items = text
    .trim()
    .replace(/,$/, '')
    .split(',')
    .map((item) => item.trim());
  if (items.length === 1 && items[0] === '') return [];
  if (!items.every((item) => /^\d{1,15}L?$/.test(item))) return undefined;
  return items.map((item) => Number(item.replace('L', '')));
}

function parseType(descr: string, name: string): NumberType {
  const match = /^([<>|=]?)([a-zA-Z])(\d*)$/.exec(descr);
  if (match?.[2] === 'O') {
    throw new AppError(
      'bad-file',
      `${name} holds Python objects (pickle), which run code when they are read. In Python: numpy.save("out.npy", numpy.array(vectors.tolist(), dtype="float32"))`,
    );
  }
  const typeName = match && typeNames[`${match[2]}${match[3]}`];
  if (!typeName) {
    throw new AppError(
      'bad-file',
      `${name}: expected numbers such as <f4, found the type ${quote(descr)}. In Python: numpy.save("out.npy", vectors.astype("float32"))`,
    );
  }
  return { name: typeName, isBigEndian: match[1] === '>' };
}

function checkShape(shape: readonly number[], name: string): readonly [rowCount: number, dimensions: number] {
  const [rowCount, dimensions] = shape;
  const found = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  if (shape.length !== 2 || rowCount === undefined || dimensions === undefined) {
    throw new AppError(
      'bad-file',
      `${name}: expected a matrix, words x numbers, found the shape ${found}. In Python: numpy.save("out.npy", vectors.reshape(len(words), -1))`,
    );
  }
  if (dimensions === 0)
    throw new AppError('bad-file', `${name}: expected numbers in each row, found the shape ${found}`);
  return [rowCount, dimensions];
}

function quote(text: string): string {
  return JSON.stringify(text.trim().slice(0, 60));
}
