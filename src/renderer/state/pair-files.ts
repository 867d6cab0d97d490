/** A file of vectors, and the list of words that belongs to it. */
export interface FilePair<T> {
  readonly main: T;
  readonly companion: T | null;
}

const packing = /\.(gz|bz2|xz|zst)$/i;
const plainName = (name: string): string => name.replace(packing, '').toLowerCase();
const isMatrix = (name: string): boolean => /\.(npy|safetensors)$/.test(plainName(name));
const isTable = (name: string): boolean => plainName(name).endsWith('.tsv');
const isMetadata = (name: string): boolean => /(^|[^a-z])(meta|metadata|labels?)\.tsv$/.test(plainName(name));
const isList = (name: string): boolean => /\.(txt|tsv|words|vocab)$|^(words|vocab)$/.test(plainName(name));

/** Whether a file holds numbers alone, so that its words come from another one. */
export function needsWords(name: string): boolean {
  return isMatrix(name) || isTable(name);
}

/** The part of a name that two files which belong together share: `a.npy` and `a.words.txt`. */
const stemOf = (name: string): string => plainName(name).replace(/\.(npy|safetensors|tsv)$/, '');

function companionOf(name: string, others: readonly string[], matrixCount: number): string | undefined {
  const candidates = others.filter((other) => (isMatrix(name) ? isList(other) : isMetadata(other)));
  const named = candidates.find((other) => plainName(other).startsWith(stemOf(name)));
  if (named !== undefined) return named;
  return matrixCount === 1 && candidates.length === 1 ? candidates[0] : undefined;
}

/**
 * Which of the files that a person chose together belong together: a matrix and the list of its words, vectors and metadata of
 * TensorFlow's projector. Told by their names; all others stand alone, in the order in which they came.
 */
export function pairFiles<T extends { readonly name: string }>(files: readonly T[]): readonly FilePair<T>[] {
  const mains = files.filter(({ name }) => isMatrix(name) || (isTable(name) && !isMetadata(name)));
  const taken = new Map<T, T>();
  for (const main of mains) {
    const free = files.filter((file) => file !== main && ![...taken.values()].includes(file));
    const found = companionOf(
      main.name,
      free.map(({ name }) => name),
      mains.length,
    );
    const companion = free.find(({ name }) => name === found);
    if (companion) taken.set(main, companion);
  }
  const companions = new Set(taken.values());
  return files
    .filter((file) => !companions.has(file))
    .map((main) => ({ main, companion: taken.get(main) ?? null }));
}
