import { AppError } from '../../../../shared/errors.ts';
import { fastTextModel } from './formats/fasttext/fasttext-model.ts';
import { npy } from './formats/npy/npy.ts';
import { parquet } from './formats/parquet/parquet.ts';
import { projector } from './formats/projector/projector.ts';
import { safetensors } from './formats/safetensors/safetensors.ts';
import { gloveText, word2vecText } from './formats/text/text-formats.ts';
import { word2vecBinary } from './formats/word2vec-binary.ts';
import { knownFiles } from './known-files.ts';
import type { VectorSource } from './sources/vector-source.ts';
import type { FormatName, VectorFormat } from './vector-format.ts';

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

/**
 * The format of a file by its content, or the one that was asked for. Throws `bad-file`, saying what the file is instead and what one can do, and
 * `invalid-input` for a name that is none.
 */
export function recognizeFormat(source: VectorSource, wanted?: string): VectorFormat {
  const found = matchFormat(source, wanted);
  if (found) return found;
  const known = knownFiles.find(({ matches }) => matches(source.head));
  if (known) throw new AppError('bad-file', `${source.name} is ${known.what}: ${known.advice}`);
  // A person who names a format may know better than the first bytes: the reader will tell what is wrong.
  if (wanted !== undefined) return formatNamed(wanted);
  throw unrecognized(source);
}

/** The format of a file by its content; undefined if it is in none, or not in the one that was asked for. */
export function matchFormat(source: VectorSource, wanted?: string): VectorFormat | undefined {
  const candidates = wanted === undefined ? formats : [formatNamed(wanted)];
  return candidates.find((format) => format.matches(source));
}

/** Names that people know a format by, besides its own. */
const otherNames: Readonly<Record<string, FormatName>> = { 'fasttext-text': 'word2vec' };

function formatNamed(name: string): VectorFormat {
  const named = formats.find((format) => format.name === (otherNames[name] ?? name));
  if (named) return named;
  const names = [...formats.map((format) => format.name), ...Object.keys(otherNames)].join(', ');
  throw new AppError('invalid-input', `unknown format ${name}: expected one of ${names}`);
}

function unrecognized({ name, head }: VectorSource): AppError {
  const isEmpty = head.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
  const isText = !head.some((byte) => byte < 9);
  const names = formats.map((format) => format.name).join(', ');
  const message = isEmpty
    ? `${name} is empty: expected word vectors`
    : isText
      ? `${name}: expected word vectors, each line a word and its numbers`
      : `${name}: expected word vectors, found binary data in none of the formats ${names}`;
  return new AppError('bad-file', message);
}
