import * as fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import type { FormatName } from '../../../src/main/core/vectors/import/vector-format.ts';
import {
  arrange,
  writeFastTextModel,
  writeNpy,
  writeNumbers,
  writeSafetensors,
  writeWord2vecBinary,
  type MatrixType,
} from './binary-writers.ts';
import { fixtureFiles } from './fixture-files.ts';
import type { ExpectedRows, FuzzFile } from './fuzz-file.ts';
import { expectedOf, smallSets, type SmallSet } from './small-sets.ts';
import { oddLines, textStyles, withOddLine, writeLines } from './text-writers.ts';

/** A word that could be a number makes a line of text mean several things: then nobody says what is in it. */
const isClear = ({ words }: SmallSet): boolean =>
  !words.some((word) => /^[+-]?(\.?\d|nan|inf)/i.test(word)) && !words[0]!.startsWith('\ufeff');

const whereClear = (set: SmallSet): ExpectedRows | undefined => (isClear(set) ? expectedOf(set) : undefined);

const oddLine = fc.option(fc.constantFrom(...oddLines), { nil: undefined });

const glove = fc.tuple(smallSets, textStyles, oddLine).map(([set, style, odd]) => ({
  name: 'v.txt',
  bytes: withOddLine(writeLines(set, style, { hasWords: true }), set, odd),
  expected: whereClear(set),
}));

const word2vec = fc.tuple(smallSets, textStyles, oddLine).map(([set, style, odd]) => {
  const header = `${set.words.length} ${set.dimensions}`;
  return {
    name: 'v.vec',
    bytes: withOddLine(writeLines(set, style, { hasWords: true, header }), set, odd),
    expected: whereClear(set),
  };
});

const projector = fc.tuple(smallSets, textStyles).map(([set, style]) => ({
  name: 'vectors.tsv',
  bytes: writeLines(set, { ...style, separator: '\t' }, { hasWords: false }),
  companion: { name: 'metadata.tsv', bytes: Buffer.from(`${set.words.join('\n')}\n`) },
  expected: whereClear(set),
}));

const word2vecBinary = fc.tuple(smallSets, fc.boolean()).map(([set, hasLineFeeds]) => {
  const bytes = writeWord2vecBinary(set, hasLineFeeds);
  return { name: 'v.bin', bytes, expected: looksLikeText(bytes) ? undefined : expectedOf(set) };
});

/** One number or two may happen to have bytes that are text. */
function looksLikeText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !/[\u0000-\u0008\u000e-\u001f]/.test(bytes.toString());
}

const fastText = smallSets.map((set) => ({
  name: 'model.bin',
  bytes: writeFastTextModel(set),
  expected: expectedOf(set),
}));

const npy = fc
  .record({
    set: smallSets,
    type: fc.constantFrom<MatrixType>('float32', 'float64', 'int16'),
    isBigEndian: fc.boolean(),
    isByColumns: fc.boolean(),
  })
  .map(({ set, type, isBigEndian, isByColumns }): FuzzFile => {
    const shape = { rowCount: set.words.length, dimensions: set.dimensions };
    const { bytes } = writeNumbers(arrange(set, isByColumns), type, isBigEndian);
    const kept = { ...set, vectors: writeNumbers(set.vectors, type).values };
    return {
      name: 'v.npy',
      bytes: writeNpy(shape, { bytes, type, isBigEndian, isByColumns }),
      companion: { name: 'v.txt', bytes: Buffer.from(set.words.join('\n')) },
      expected: whereClear(kept),
    };
  });

const safetensors = fc
  .record({
    set: smallSets,
    type: fc.constantFrom<MatrixType>('float32', 'float64', 'bfloat16'),
    isInside: fc.boolean(),
  })
  .map(({ set, type, isInside }): FuzzFile => {
    const shape = { rowCount: set.words.length, dimensions: set.dimensions };
    const { bytes, values } = writeNumbers(set.vectors, type);
    const words = isInside ? set.words : undefined;
    const companion = { name: 'vocab.txt', bytes: Buffer.from(set.words.join('\n')) };
    return {
      name: 'v.safetensors',
      bytes: writeSafetensors(shape, { bytes, type, words }),
      companion: isInside ? undefined : companion,
      expected: whereClear({ ...set, vectors: values }),
    };
  });

const made: Readonly<Record<Exclude<FormatName, 'parquet'>, fc.Arbitrary<FuzzFile>>> = {
  glove,
  word2vec,
  'word2vec-binary': word2vecBinary,
  fasttext: fastText,
  projector,
  npy,
  safetensors,
};

const withFixtures = (format: FormatName, files: fc.Arbitrary<FuzzFile>): fc.Arbitrary<FuzzFile> => {
  const fixtures = fixtureFiles(format);
  if (fixtures.length === 0) return files;
  return fc.oneof({ weight: 4, arbitrary: files }, { weight: 1, arbitrary: fc.constantFrom(...fixtures) });
};

/** Files of each format: made here by other means than the app's, and such as other programs wrote. */
export const fuzzFormats: Readonly<Record<FormatName, fc.Arbitrary<FuzzFile>>> = {
  glove: withFixtures('glove', made.glove),
  word2vec: withFixtures('word2vec', made.word2vec),
  'word2vec-binary': withFixtures('word2vec-binary', made['word2vec-binary']),
  fasttext: withFixtures('fasttext', made.fasttext),
  projector: withFixtures('projector', made.projector),
  npy: withFixtures('npy', made.npy),
  parquet: fc.constantFrom(...fixtureFiles('parquet')),
  safetensors: withFixtures('safetensors', made.safetensors),
};
