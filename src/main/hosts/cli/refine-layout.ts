import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallerInput, ProcedureOutput } from '../../../shared/contract.ts';
import { throwIfAborted } from '../../../shared/errors.ts';
import { createProgressReporter, type ReportProgress } from '../../../shared/progress.ts';
import { createUmap } from '../../../shared/projection/umap-driver.ts';
import type { Client } from '../../../shared/rpc/client.ts';

/** What a map is made of, with everything that has a default filled in except the set. */
export interface MapRequest extends CallerInput<'map.open'> {
  readonly dimensions: 2 | 3;
  readonly neighbors: number;
  readonly minDistance: number;
  readonly metric: 'cosine' | 'euclidean';
  readonly seed: number;
}

/**
 * UMAP from the map's PCA layout, in this process, over the core's exact neighbors. Between epochs other work
 * gets its turn, so that an interrupt is heard. Returns `words x dimensions`.
 */
export async function refineLayout(
  client: Client,
  request: MapRequest,
  opened: ProcedureOutput<'map.open'>,
  { signal, onProgress }: { signal: AbortSignal; onProgress: ReportProgress },
): Promise<Float32Array<ArrayBuffer>> {
  const { dimensions, seed, minDistance, metric } = request;
  const pointCount = opened.pca.length / dimensions;
  const neighbors = Math.min(request.neighbors, pointCount);
  const { indices, distances } = await client.call(
    'map.neighbors',
    { set: opened.set, words: pointCount, neighbors, metric },
    { signal, onProgress },
  );
  const umap = createUmap({ pca: opened.pca, indices, distances, pointCount, dimensions, seed, minDistance });
  const report = createProgressReporter(onProgress);
  while (umap.epoch < umap.epochs) {
    throwIfAborted(signal);
    umap.step();
    report('umap', umap.epoch, umap.epochs);
    await nextTurn();
  }
  return umap.read(new Float32Array(pointCount * dimensions));
}
