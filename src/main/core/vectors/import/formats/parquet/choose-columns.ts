import { AppError } from '../../../../../../shared/errors.ts';
import { physical } from './file-metadata.ts';
import type { Leaf } from './leaves.ts';

/** Which columns hold words and numbers: a list for each row, or a number for each row and dimension. */
export type Columns =
  | { readonly kind: 'list'; readonly word: Leaf; readonly vector: Leaf }
  | { readonly kind: 'wide'; readonly word: Leaf; readonly numbers: readonly Leaf[] };

/** What a column of words is called, the surest names first; the last is what pandas calls an index without a name. */
const wordNames = [
  'word',
  'words',
  'token',
  'tokens',
  'term',
  'label',
  'text',
  'name',
  'key',
  'index',
  '__index_level_0__',
];
const vectorNames = [
  'vector',
  'vectors',
  'embedding',
  'embeddings',
  'word_vector',
  'word_embedding',
  'emb',
  'vec',
  'values',
  'features',
];

/**
 * Chooses the column of words (the only one of strings, or one of a name for words) and that of vectors (the only one of lists of numbers, or one
 * of a name for vectors). Without lists, the vectors are the columns of numbers: those whose names end in a number, if there are any, in its
 * order; else all. Throws `bad-file`, naming the columns that there are.
 */
export function chooseColumns(leaves: readonly Leaf[], fileName: string): Columns {
  const flat = leaves.filter(({ path, maxRepetition }) => path.length === 1 && maxRepetition === 0);
  const word = chooseWord(flat, leaves, fileName);
  const lists = leaves.filter((leaf) => isNumber(leaf) && isList(leaf, leaves));
  if (lists.length > 0) {
    return {
      kind: 'list',
      word,
      vector: chooseNamed(lists, vectorNames, { fileName, leaves, what: 'vectors' }),
    };
  }
  const numbers = flat.filter(isNumber);
  if (numbers.length === 0)
    throw noSuch(
      'a column of vectors (lists of floats), or a column of floats for each dimension',
      leaves,
      fileName,
    );
  return { kind: 'wide', word, numbers: orderNumbers(numbers) };
}

/** The names of the columns that are not taken. */
export function otherColumns(leaves: readonly Leaf[], columns: Columns): string[] {
  const taken = new Set([columns.word, ...(columns.kind === 'list' ? [columns.vector] : columns.numbers)]);
  return leaves.filter((leaf) => !taken.has(leaf)).map(({ path }) => path.join('.'));
}

function chooseWord(flat: readonly Leaf[], leaves: readonly Leaf[], fileName: string): Leaf {
  const bytes = flat.filter(({ element }) => element.type === physical.byteArray);
  const texts = bytes.filter(({ element }) => element.isText);
  const candidates = texts.length > 0 ? texts : bytes;
  if (candidates.length === 0) throw noSuch('a column of words (strings)', leaves, fileName);
  return chooseNamed(candidates, wordNames, { fileName, leaves, what: 'words' });
}

function chooseNamed(
  candidates: readonly Leaf[],
  names: readonly string[],
  {
    fileName,
    leaves,
    what,
  }: { readonly fileName: string; readonly leaves: readonly Leaf[]; readonly what: string },
): Leaf {
  if (candidates.length === 1) return candidates[0]!;
  for (const name of names) {
    const named = candidates.find(({ path }) => path[0]?.toLowerCase() === name);
    if (named) return named;
  }
  const found = candidates.map(describe).join(', ');
  throw noSuch(
    `one column of ${what}, or one named ${names.slice(0, 3).join(', ')} (${found} could all be meant)`,
    leaves,
    fileName,
  );
}

/** A list is a group, in it a repeated group, in it the element; older writers leave one or both groups out. A map has two leaves. */
function isList({ path, maxRepetition }: Leaf, leaves: readonly Leaf[]): boolean {
  const isAlone = leaves.filter((leaf) => leaf.path[0] === path[0]).length === 1;
  return maxRepetition === 1 && path.length <= 3 && isAlone;
}

function isNumber({ element }: Leaf): boolean {
  return element.type === physical.float || element.type === physical.double || isFloat16({ element });
}

export function isFloat16({ element }: Pick<Leaf, 'element'>): boolean {
  return element.type === physical.fixedBytes && element.isFloat16 && element.typeLength === 2;
}

/** Columns named with a number at the end, such as `0`, `dim_0` or `x1`, in the order of these numbers; without such names all, as they stand. */
function orderNumbers(columns: readonly Leaf[]): Leaf[] {
  const numbered = columns.flatMap((column) => {
    const match = /^(.*?)(\d{1,9})$/.exec(column.path[0] ?? '');
    return match ? [{ column, prefix: match[1]!, number: Number(match[2]) }] : [];
  });
  const prefixes = new Set(numbered.map(({ prefix }) => prefix));
  if (numbered.length === 0 || prefixes.size > 1) return [...columns];
  return numbered.sort((a, b) => a.number - b.number).map(({ column }) => column);
}

function noSuch(expected: string, leaves: readonly Leaf[], fileName: string): AppError {
  const listed = leaves.slice(0, 10).map(describe).join(', ') || 'none';
  const more = leaves.length > 10 ? ` and ${leaves.length - 10} more` : '';
  return new AppError('bad-file', `${fileName}: expected ${expected}; its columns are ${listed}${more}`);
}

const typeNames = ['boolean', 'int32', 'int64', 'int96', 'float', 'double', 'bytes', 'fixed bytes'];

function describe({ path, element, maxRepetition }: Leaf): string {
  const type = element.isText
    ? 'string'
    : element.isFloat16
      ? 'float16'
      : (typeNames[element.type ?? -1] ?? 'unknown');
  const [column = ''] = path;
  return maxRepetition > 0 ? `${column} (list of ${type})` : `${path.join('.')} (${type})`;
}
