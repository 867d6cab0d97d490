import { readHead, type TextFormat } from './text-head.ts';
import { readTextVectors, startOfText } from './text-vectors.ts';
import type { VectorFormat } from '../../vector-format.ts';
import type { VectorSource } from '../../sources/vector-source.ts';

const linesLookedAt = 100;

function textFormat(name: TextFormat, matches: (lines: readonly Buffer[]) => boolean): VectorFormat {
  return {
    name,
    matches: (source) => !source.head.includes(0) && matches(firstLines(source)),
    read: (source, sink, options) => readTextVectors(source, sink, { ...options, format: name }),
  };
}

/** The first lines that are not blank; the last of them is left out where the head ends in it, unless there is no other. */
function firstLines({ head, sizeBytes }: VectorSource): Buffer[] {
  const lines: Buffer[] = [];
  const isWhole = sizeBytes === head.length;
  for (let at = startOfText(head); at < head.length && lines.length < linesLookedAt;) {
    const end = head.indexOf(10, at);
    const line = head.subarray(at, end < 0 ? head.length : end);
    if (line.some((byte) => byte > 32) && (end >= 0 || isWhole || lines.length < 2)) lines.push(line);
    at = end < 0 ? head.length : end + 1;
  }
  return lines;
}

/** A word and its numbers on each line, after a line with the numbers of words and of dimensions. */
export const word2vecText = textFormat(
  'word2vec',
  (lines) => readHead(lines, undefined)?.header !== undefined,
);

/** A word and its numbers on each line. */
export const gloveText = textFormat('glove', (lines) => readHead(lines, 'glove') !== undefined);
