import { AppError } from '../../../../../../shared/errors.ts';
import type { ReadOptions, RowSink } from '../../row-sink.ts';
import { headBytes, type VectorSource } from '../../sources/vector-source.ts';
import type { FormatReport, VectorFormat } from '../../vector-format.ts';
import { createTally } from '../tally.ts';
import { trimLine } from '../text/text-row.ts';
import { createLineReader, withoutMark } from '../words/line-reader.ts';
import { metadataNames } from '../words/word-list-names.ts';
import { readWordList, type ListedWords } from '../words/listed-words.ts';
import { countFields, isNumberRow, readNumberRow } from './number-row.ts';

/** As many lines as tell the format. */
const linesOfHead = 100;
/** So many of them may be odd. */
const leastShare = 0.9;
/** No sane row is longer. */
const maxLineBytes = 8 * 1024 * 1024;

/**
 * TensorFlow's Embedding Projector: lines of numbers divided by tabs, and a second file with a line for each of them, either the words alone
 * without a header, or several columns under a header. https://www.tensorflow.org/tensorboard/tensorboard_projector_plugin
 */
export const projector: VectorFormat = {
  name: 'projector',
  matches: (source) => {
    const lines = firstLines(source);
    const rows = lines.filter((line) => isNumberRow(line));
    return lines.length > 0 && rows.length >= leastShare * lines.length;
  },
  companions: ({ baseName }) => metadataNames(baseName),
  read: readProjector,
};

async function readProjector(
  source: VectorSource,
  sink: RowSink,
  options: ReadOptions,
): Promise<FormatReport> {
  const { rowCount, dimensions } = await measure(source, options);
  const words = await openMetadata(source, { rowCount, dimensions }, options);
  sink.begin(dimensions);
  const vector = new Float32Array(dimensions);
  const takeLine = (line: Buffer, number: number): void => {
    const reason = readNumberRow(line, vector);
    const listed = words.next();
    if (reason !== undefined) sink.skip(number, reason);
    else if ('word' in listed) sink.add(listed.word, vector, number);
    else sink.skip(number, listed.reason);
  };
  await readLines(source, takeLine, options);
  return { format: 'projector', notes: [] };
}

/** How many rows there are, and how many numbers most of the first have, the smaller number of equally frequent ones. */
async function measure(
  source: VectorSource,
  { signal }: ReadOptions,
): Promise<{ readonly rowCount: number; readonly dimensions: number }> {
  const counts = createTally();
  let rowCount = 0;
  const takeLine = (line: Buffer): void => {
    rowCount++;
    if (rowCount <= linesOfHead) counts.add(countFields(line));
  };
  await readLines(source, takeLine, { signal });
  const dimensions = counts.mostFrequent();
  if (dimensions === undefined)
    throw new AppError('bad-file', `${source.name} is empty: expected lines of numbers`);
  return { rowCount, dimensions };
}

/** Calls `take` with each line that is not empty, and its number from 1. */
async function readLines(
  source: VectorSource,
  take: (line: Buffer, number: number) => void,
  options: ReadOptions,
): Promise<void> {
  let number = 0;
  await source.read(({ bytes, isLast }) => {
    const text = number === 0 ? withoutMark(bytes) : bytes;
    const lines = createLineReader(text, isLast);
    for (let line = lines.next(); line; line = lines.next()) {
      number++;
      const end = trimLine(line);
      if (end > 0) take(line.subarray(0, end), number);
    }
    if (text.length - lines.position() > maxLineBytes) {
      throw new AppError(
        'bad-file',
        `${source.name} line ${number + 1} is longer than 8 MB: expected numbers divided by tabs`,
      );
    }
    return bytes.length - text.length + lines.position();
  }, options);
}

async function openMetadata(
  source: VectorSource,
  matrix: { readonly rowCount: number; readonly dimensions: number },
  options: ReadOptions,
): Promise<ListedWords> {
  const list = await source.companion(metadataNames(source.baseName));
  if (!list) {
    throw new AppError(
      'bad-file',
      `${source.name} holds ${matrix.rowCount} x ${matrix.dimensions} numbers and no words: expected a file with a word on each line beside it, named metadata.tsv, or given by --words`,
    );
  }
  try {
    return await readWordList(list, { name: source.name, rowCount: matrix.rowCount }, options);
  } finally {
    await list.dispose();
  }
}

/** The first lines that are not empty; where the head of the file ends inside a line, that one only up to its last whole number. */
function firstLines({ head }: VectorSource): Buffer[] {
  const text = withoutMark(head);
  const isWhole = head.length < headBytes;
  const reader = createLineReader(text, isWhole);
  const lines: Buffer[] = [];
  for (let line = reader.next(); line && lines.length < linesOfHead; line = reader.next()) {
    const lineEnd = trimLine(line);
    if (lineEnd > 0) lines.push(line.subarray(0, lineEnd));
  }
  if (lines.length > 0 || isWhole) return lines;
  const end = text.lastIndexOf(9);
  return end < 0 ? [] : [text.subarray(0, end)];
}
