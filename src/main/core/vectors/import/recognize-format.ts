import { AppError } from '../../../../shared/errors.ts';
import { fastTextModel } from './formats/fasttext/fasttext-model.ts';
import { npy } from './formats/npy/npy.ts';
import { parquet } from './formats/parquet/parquet.ts';
import { projector } from './formats/projector/projector.ts';
import { safetensors } from './formats/safetensors/safetensors.ts';
import { gloveText, word2vecText } from './formats/text/text-formats.ts';
import { word2vecBinary } from './formats/word2vec-binary.ts';
import type { VectorFormat } from './vector-format.ts';
import type { VectorSource } from './sources/vector-source.ts';

/** Every format, in the order in which they are tried: the surest signs first. */
const formats: readonly VectorFormat[] = [
  fastTextModel,
  npy,
  safetensors,
  parquet,
  projector,
  word2vecBinary,
  word2vecText,
  gloveText,
];

/** The format of a file by its content, or the one that was asked for. Throws `bad-file`, `invalid-input` for a name that is none. */
export function recognizeFormat(source: VectorSource, wanted?: string): VectorFormat {
  if (wanted !== undefined) return formatNamed(wanted);
  const found = matchFormat(source);
  if (found) return found;
  throw unrecognized(source);
}

/** The format of a file by its content; undefined if it is in none, or not in the one that was asked for. */
export function matchFormat(source: VectorSource, wanted?: string): VectorFormat | undefined {
  const candidates = wanted === undefined ? formats : [formatNamed(wanted)];
  return candidates.find((format) => format.matches(source));
}

function formatNamed(name: string): VectorFormat {
  const named = formats.find((format) => format.name === name);
  if (named) return named;
  const names = formats.map((format) => format.name).join(', ');
  throw new AppError('invalid-input', `unknown format ${name}: expected one of ${names}`);
}

function unrecognized({ name, head }: VectorSource): AppError {
  if (head.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))) {
    return new AppError('bad-file', `${name} is empty: expected word vectors`);
  }
  if (head.includes(0) || (head[0] === 0x1f && head[1] === 0x8b)) {
    return new AppError('bad-file', `${name}: expected word vectors as text, found binary data`);
  }
  return new AppError('bad-file', `${name}: expected word vectors, each line a word and its numbers`);
}
