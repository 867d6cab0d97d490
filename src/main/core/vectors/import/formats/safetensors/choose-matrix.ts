import { AppError } from '../../../../../../shared/errors.ts';
import { describe, findMatrices, type MatrixTensor, type SafetensorsHeader } from './safetensors-header.ts';

/** What a matrix of word vectors is called, the surest names first; the last ones are those of the usual models' input embeddings. */
const names = [
  /^(word_?)?(vectors?|embeddings?)(\.weight)?$/i,
  /(^|\.)word_embeddings\.weight$/,
  /(^|\.)embed_tokens\.weight$/,
  /(^|\.)(wte|tok_embeddings|shared|embedding|embeddings)\.weight$/,
];
const listed = 10;

/**
 * The matrix of word vectors: the only one in the file, or the only one of such a name. Throws `bad-file` where there is none, or several, and
 * lists them.
 */
export function chooseMatrix(header: SafetensorsHeader, fileName: string): MatrixTensor {
  const matrices = findMatrices(header);
  const [first] = matrices;
  if (!first) {
    throw new AppError(
      'bad-file',
      `${fileName}: expected a matrix of the type F16, BF16, F32 or F64, found ${list(header.tensors)}`,
    );
  }
  if (matrices.length === 1) return first;
  for (const name of names) {
    const named = matrices.filter((matrix) => name.test(matrix.name));
    if (named.length === 1) return named[0]!;
    if (named.length > 1) throw ambiguous(named, fileName);
  }
  throw ambiguous(matrices, fileName);
}

function ambiguous(matrices: readonly MatrixTensor[], fileName: string): AppError {
  return new AppError(
    'bad-file',
    `${fileName}: expected one matrix of word vectors, found ${list(matrices)}. In Python: safetensors.numpy.save_file({"vectors": tensors[NAME]}, "out.safetensors")`,
  );
}

function list(tensors: SafetensorsHeader['tensors']): string {
  if (tensors.length === 0) return 'none';
  const more = tensors.length > listed ? ` and ${tensors.length - listed} more` : '';
  return tensors.slice(0, listed).map(describe).join(', ') + more;
}
