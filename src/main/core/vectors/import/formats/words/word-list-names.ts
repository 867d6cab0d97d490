/** What packing and formats append to a file's name. */
const endings = /\.(gz|bz2|xz|zst|npy|safetensors|tsv|txt)$/i;

/** The name of a file without the archive it is in, its folder, and the endings of its format: `a.zip: b/x.npy` is `x`. */
export function stemOf(sourceName: string): string {
  let stem = sourceName.replace(/^.*(: |[/\\])/, '');
  while (endings.test(stem)) stem = stem.replace(endings, '');
  return stem;
}

/** Where the words of a matrix usually lie: first what is named after the matrix, then what stands for a whole folder. */
export function wordListNames(sourceName: string): string[] {
  const stem = stemOf(sourceName);
  const named = ['.words.txt', '.words', '.vocab.txt', '.vocab', '.txt', '.tsv'].map((end) => stem + end);
  const joined = ['_words.txt', '-words.txt', '_vocab.txt', '-vocab.txt'].map((end) => stem + end);
  return [...named, ...joined, 'words.txt', 'vocab.txt', 'words', 'vocab', 'words.tsv', 'vocab.tsv'];
}

/** What the labels of `vectors.tsv` are called in TensorFlow's projector, its tutorials and its demos. */
export function metadataNames(sourceName: string): string[] {
  const stem = stemOf(sourceName);
  const swaps: readonly (readonly [RegExp, string])[] = [
    [/vectors?/i, 'metadata'],
    [/vecs?/i, 'meta'],
    [/vecs?/i, 'metadata'],
    [/tensors?/i, 'metadata'],
    [/tensors?/i, 'labels'],
  ];
  const swapped = swaps.filter(([part]) => part.test(stem)).map(([part, other]) => stem.replace(part, other));
  const added = ['.metadata', '_metadata', '-metadata'].map((end) => stem + end);
  const names = [...swapped, ...added, 'metadata', 'meta', 'labels'].map((name) => `${name}.tsv`);
  return [...new Set(names)];
}

/** Whether a file is named as labels are, and not as vectors: its columns may look like a word and its numbers. */
export function isMetadataName(name: string): boolean {
  return /(^|[._-])(meta(data)?|labels)\.tsv$/i.test(name);
}
