import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UMAP } from 'umap-js';
import { resourcesOf } from '../src/main/core/options.ts';
import { openCore } from '../src/main/hosts/cli/open-core.ts';
import { builtInSet } from '../src/shared/built-in.ts';
import { createUmap, type UmapInput } from '../src/shared/projection/umap-driver.ts';
import type { Row } from './row.ts';

const words = 10_000;
const neighbors = 15;
const minDistance = 0.1;
const seed = 42;

interface Timed<T> {
  readonly seconds: number;
  readonly result: T;
}

async function time<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

/** The map of the 10,000 most frequent words, as the app makes it, beside plain umap-js on the same neighbors. */
export async function benchProjection(): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'semascope-bench-'));
  const root = join(import.meta.dirname, '..');
  const core = await openCore({ dataDir, resources: resourcesOf(root, 'bench'), log: () => undefined });
  try {
    await core.client.call('sets.ensure', {});
    const query = { set: builtInSet, words, neighbors };
    const opened = await time(() => core.client.call('map.open', { ...query, seed, minDistance }));
    const found = await time(() => core.client.call('map.neighbors', query));
    const { key, pca } = opened.result;
    const input = { pca, ...found.result, pointCount: words, dimensions: 3, seed, minDistance } as const;
    const created = await time(() => createUmap(input));
    const umap = created.result;
    const run = await time(() => {
      while (umap.epoch < umap.epochs) umap.step();
    });
    const positions = umap.read(new Float32Array(words * 3));
    const measured = await time(() => core.client.call('map.finish', { key, positions, save: false }));
    const peer = await benchUmapJs(input, umap.epochs);
    const ownSeconds = created.seconds + run.seconds;
    return [
      { name: 'map: PCA layout', value: opened.seconds, unit: 's', note: `${words} words` },
      { name: 'map: exact neighbors', value: found.seconds, unit: 's', note: `${neighbors} each, cosine` },
      {
        name: 'UMAP: graph',
        value: created.seconds,
        unit: 's',
        note: `umap-js ${peer.graphSeconds.toFixed(1)}`,
      },
      {
        name: 'UMAP: an epoch',
        value: (1000 * run.seconds) / umap.epochs,
        unit: 'ms',
        note: `umap-js ${peer.epochMs.toFixed(0)}; the same result to the bit`,
      },
      {
        name: `UMAP: graph and ${umap.epochs} epochs`,
        value: ownSeconds,
        unit: 's',
        note: `umap-js ${peer.totalSeconds.toFixed(1)}, neighbors given`,
      },
      {
        name: 'UMAP: trustworthiness, k = 15, cosine',
        value: measured.result.trustworthiness ?? Number.NaN,
        unit: '',
        note: `sample of ${measured.result.sample} in ${measured.seconds.toFixed(1)} s; umap-learn 0.940, umap-js 0.937`,
      },
    ];
  } finally {
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface PeerFigures {
  readonly graphSeconds: number;
  readonly epochMs: number;
  readonly totalSeconds: number;
}

/** umap-js as it comes, with the same neighbors: its own search would take 6 s more. */
async function benchUmapJs({ indices, distances }: UmapInput, epochs: number): Promise<PeerFigures> {
  const rows = Array.from({ length: words }, (_, row) => row * neighbors);
  const umap = new UMAP({ nComponents: 3, nNeighbors: neighbors, minDist: minDistance, nEpochs: epochs });
  umap.setPrecomputedKNN(
    rows.map((start) => Array.from(indices.subarray(start, start + neighbors))),
    rows.map((start) => Array.from(distances.subarray(start, start + neighbors))),
  );
  const graph = await time(() => umap.initializeFit(rows.map(() => [0])));
  const run = await time(() => {
    for (let epoch = 0; epoch < epochs; epoch++) umap.step();
  });
  return {
    graphSeconds: graph.seconds,
    epochMs: (1000 * run.seconds) / epochs,
    totalSeconds: graph.seconds + run.seconds,
  };
}
