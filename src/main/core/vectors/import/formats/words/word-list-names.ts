/** A matrix's file name without the ending of its format: `glove` of `glove.npy`. */
export function stemOf(baseName: string): string {
  return baseName.replace(/(?<=.)\.(npy|safetensors|tsv|txt)$/i, '');
}

/** Where the words of a matrix usually lie: first what is named after the matrix, then what stands for a whole folder. */
export function wordListNames(baseName: string): string[] {
  const stem = stemOf(baseName);
  const named = ['.words.txt', '.words', '.vocab.txt', '.vocab', '.txt', '.tsv'].map((end) => stem + end);
  const joined = ['_words.txt', '-words.txt', '_vocab.txt', '-vocab.txt'].map((end) => stem + end);
  return [...named, ...joined, 'words.txt', 'vocab.txt', 'words', 'vocab', 'words.tsv', 'vocab.tsv'];
}

/** What the labels of `vectors.tsv` are called in TensorFlow's projector, its tutorials and its demos. */
export function metadataNames(baseName: string): string[] {
  const stem = stemOf(baseName);
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
