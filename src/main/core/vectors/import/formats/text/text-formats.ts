import { decideDimensions, parseHeader, type TextFormat } from './text-head.ts';
import { readTextVectors } from './text-vectors.ts';
import type { VectorFormat } from '../../vector-format.ts';
import type { VectorSource } from '../../sources/vector-source.ts';

function isText({ head }: VectorSource): boolean {
  return !head.includes(0);
}

function firstLines({ head }: VectorSource, count: number): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < head.length && lines.length < count;) {
    const end = head.indexOf(10, at);
    lines.push(head.subarray(at, end < 0 ? head.length : end));
    at = end < 0 ? head.length : end + 1;
  }
  return lines;
}

function textFormat(name: TextFormat, matches: (source: VectorSource) => boolean): VectorFormat {
  return {
    name,
    matches: (source) => isText(source) && matches(source),
    read: (source, sink, options) => readTextVectors(source, sink, { ...options, format: name }),
  };
}

/** A word and its numbers on each line, after a line with the numbers of words and of dimensions. */
export const word2vecText = textFormat('word2vec', (source) => {
  const [first] = firstLines(source, 1);
  return first !== undefined && parseHeader(first) !== undefined;
});

/** A word and its numbers on each line. */
export const gloveText = textFormat(
  'glove',
  (source) => decideDimensions(firstLines(source, 100)) !== undefined,
);
