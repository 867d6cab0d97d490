import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VectorIndex } from '../src/main/core/vectors/search/vector-index.ts';
import { builtInSet } from '../src/shared/built-in.ts';
import { importInChild } from './import-in-child.ts';
import { writeGloveText } from './glove-text.ts';
import { cacheDir, medianMs, withSets } from './open-sets.ts';
import { measurePeers, type PeerFigures } from './python-peers.ts';
import type { Row } from './row.ts';

const textFile = join(cacheDir, 'glove.txt');
const wordsFile = join(cacheDir, 'words.json');
const queryCount = 100;

/** Nearest words and the import of a text file beside gensim, numpy and faiss-cpu, on the same words and file, in one run. */
export async function benchPeers(): Promise<Row[]> {
  const own = await withSets(async (sets) => measureOwn(await sets.open(builtInSet)));
  const imported = await importInChild(textFile);
  let peers: PeerFigures | undefined;
  let reason = '';
  try {
    peers = await measurePeers(cacheDir, textFile, wordsFile);
  } catch (error) {
    reason = `the others skipped: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`;
  }
  const beside = (
    value: number,
    others: (peers: PeerFigures) => [name: string, value: number, bar: number][],
  ): string =>
    peers
      ? others(peers)
          .map(
            ([name, other, bar]) =>
              `${(value / other).toFixed(2)} of ${name}'s ${other.toFixed(1)} (to be at most ${bar})`,
          )
          .join('; ')
      : reason;
  return [
    {
      name: '10 nearest words',
      value: own.oneMs,
      unit: 'ms',
      note: beside(own.oneMs, (p) => [
        ['gensim', p.gensimMs, 0.35],
        ['faiss-cpu', p.faissMs, 0.5],
      ]),
    },
    {
      name: `${queryCount} queries at once`,
      value: own.manyMs,
      unit: 'ms',
      note: beside(own.manyMs, (p) => [
        ['numpy', p.numpyManyMs, 1],
        ['faiss-cpu', p.faissManyMs, 1],
      ]),
    },
    {
      name: 'import of a GloVe text file, 296 MB',
      value: imported.seconds,
      unit: 's',
      note: beside(imported.seconds, (p) => [['gensim', p.loadSeconds, 0.1]]),
    },
    {
      name: 'the same: peak memory',
      value: imported.peakMb,
      unit: 'MB',
      note: `to be at most 250${peers ? `; gensim ${peers.loadMegabytes.toFixed(0)}` : ''}`,
    },
  ];
}

async function measureOwn(index: VectorIndex): Promise<{ readonly oneMs: number; readonly manyMs: number }> {
  await writeGloveText(index, textFile);
  const words = Array.from({ length: queryCount }, (_, k) => index.words.at(1000 + k * 37));
  await writeFile(wordsFile, JSON.stringify(words));
  const vectors = words.map((word) => index.unitVector(index.rankOf(word)!));
  const queries = Float32Array.from(vectors.flatMap((vector) => [...vector]));
  return {
    oneMs: await medianMs(vectors, (vector) => index.nearest(vector, { top: 11 })),
    manyMs: await medianMs([1, 2, 3], () => index.nearestMany(queries, { top: 11 })),
  };
}
