import { firstLines, readHead, type TextFormat } from './text-head.ts';
import { readTextVectors } from './text-vectors.ts';
import type { VectorFormat } from '../../vector-format.ts';

function textFormat(name: TextFormat, matches: (lines: readonly Buffer[]) => boolean): VectorFormat {
  return {
    name,
    matches: (source) => !source.head.includes(0) && matches(firstLines(source)),
    read: (source, sink, options) => readTextVectors(source, sink, { ...options, format: name }),
  };
}

/** A word and its numbers on each line, after a line with the numbers of words and of dimensions. */
export const word2vecText = textFormat(
  'word2vec',
  (lines) => readHead(lines, undefined)?.header !== undefined,
);

/** A word and its numbers on each line. */
export const gloveText = textFormat('glove', (lines) => readHead(lines, 'glove') !== undefined);
