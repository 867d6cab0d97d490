import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import type { VectorSource } from '../../sources/vector-source.ts';
import type { FormatReport, VectorFormat } from '../../vector-format.ts';
import { readMatrixRows } from '../matrix/matrix-rows.ts';
import { openWordList } from '../words/open-word-list.ts';
import { wordListNames } from '../words/word-list-names.ts';
import type { ListedWords } from '../words/listed-words.ts';
import { chooseMatrix } from './choose-matrix.ts';
import { wordsInMetadata } from './metadata-words.ts';
import {
  headerLength,
  lengthBytes,
  maxHeaderBytes,
  parseSafetensorsHeader,
  type MatrixTensor,
  type SafetensorsHeader,
} from './safetensors-header.ts';

/** A matrix in a safetensors file, one row a word, whose words stand in its metadata or lie in a list beside it. */
export const safetensors: VectorFormat = {
  name: 'safetensors',
  matches: ({ head }) =>
    head.length > lengthBytes &&
    head[lengthBytes] === 0x7b && // an opening brace
    head.readBigUInt64LE(0) <= BigInt(maxHeaderBytes),
  companions: ({ baseName }) => wordListNames(baseName),
  read: readSafetensors,
};

async function readSafetensors(
  source: VectorSource,
  sink: RowSink,
  options: ReadOptions,
): Promise<FormatReport> {
  const header = await readHeader(source, options);
  const matrix = chooseMatrix(header, source.name);
  if (source.sizeBytes !== undefined) checkSize(source.name, header, source.sizeBytes);
  const words = await findWords(source, header, matrix, options);
  const type = { name: matrix.type, isBigEndian: false };
  const { notes, fileBytes } = await readMatrixRows(source, sink, { ...matrix, type, words }, options);
  checkSize(source.name, header, fileBytes);
  const others = header.tensors.length - 1;
  const choice = `${source.name}: the words' vectors are taken from ${matrix.name}, one of ${others + 1} tensors`;
  return { format: 'safetensors', notes: others > 0 ? [choice, ...notes] : notes };
}

/** Reads just as much of the file as the header takes. */
async function readHeader(source: VectorSource, options: ReadOptions): Promise<SafetensorsHeader> {
  const end = lengthBytes + headerLength(source.head, source.name);
  const bytes = end <= source.head.length ? source.head : await readBeginning(source, end, options);
  return parseSafetensorsHeader(bytes.subarray(lengthBytes, end), source.name);
}

async function readBeginning(source: VectorSource, length: number, options: ReadOptions): Promise<Buffer> {
  const file = await source.open(options);
  try {
    if (file.sizeBytes >= length) return await file.read(0, length);
    throw new AppError(
      'bad-file',
      `${source.name} is cut short: expected a header of ${length - lengthBytes} bytes`,
    );
  } finally {
    await file.close();
  }
}

/** The tensors' bytes end where the file does: else one of them is wrong. */
function checkSize(name: string, { tensors }: SafetensorsHeader, fileBytes: number): void {
  const expected = tensors.reduce((last, { end }) => Math.max(last, end), 0);
  if (fileBytes === expected) return;
  const what = fileBytes < expected ? 'is cut short' : 'is longer than its header says';
  throw new AppError('bad-file', `${name} ${what}: expected ${expected} bytes, found ${fileBytes}`);
}

async function findWords(
  source: VectorSource,
  header: SafetensorsHeader,
  matrix: MatrixTensor,
  options: ReadOptions,
): Promise<ListedWords> {
  return wordsInMetadata(header, matrix, source.name) ?? (await openWordList(source, matrix, options));
}
