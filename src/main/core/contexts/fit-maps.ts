import type { MapQuality } from '../../../shared/domain.ts';
import { throwIfAborted } from '../../../shared/errors.ts';
import { createProgressReporter, type ReportProgress } from '../../../shared/progress.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { FrequentSpace } from './frequent-space.ts';
import type { ChosenOccurrences } from './gloss-occurrences.ts';
import { applyMap, type LinearMap } from './linear-map.ts';
import { isHeldOut, mapRecipe } from './map-recipe.ts';
import { createRidge } from './ridge.ts';
import { dot, rowOf, toUnit } from './row-math.ts';

/** The map from one layer, and how well it does on words that its fit never saw. */
export interface FittedMap {
  readonly layer: number;
  readonly map: LinearMap;
  readonly quality: MapQuality;
}

interface FitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

interface HeldOut {
  readonly rank: number;
  /** All layers, `layers x dimensions`. */
  readonly vectors: Float32Array<ArrayBuffer>;
}

/**
 * Fits for every layer the linear map from an occurrence (unit length) to the centered static vector of its word, all
 * layers in one pass; each word weighs the same. `space` holds the most frequent words, at least those of the
 * occurrences. The maps are fitted on nine words of ten, and the figures are of these very maps on the tenth.
 * Progress counts occurrences in the phase `encode`, then layers in the phase `fit`.
 */
export async function fitMaps(
  encoder: Encoder,
  space: FrequentSpace,
  { occurrences, ranks }: ChosenOccurrences,
  { signal, report }: FitOptions = {},
): Promise<FittedMap[]> {
  const { layers, dimensions } = encoder;
  const counts = countOf(ranks, space.index.words.length);
  const ridges = Array.from({ length: layers }, () => createRidge(dimensions, space.index.dimensions));
  const targets = new Map<number, Float32Array>();
  const heldOut: HeldOut[] = [];

  await encoder.encodeEach(occurrences, {
    signal,
    report,
    onVectors: (index, vectors) => {
      const rank = ranks[index]!;
      if (isHeldOut(space.index.words.at(rank))) {
        heldOut.push({ rank, vectors });
        return;
      }
      const target = targets.get(rank) ?? space.index.vector(rank);
      targets.set(rank, target);
      for (const [layer, ridge] of ridges.entries()) {
        ridge.add(toUnit(rowOf(vectors, layer, dimensions)), target, 1 / counts[rank]!);
      }
    },
  });

  const fitted: FittedMap[] = [];
  const progress = createProgressReporter(report);
  for (const [layer, ridge] of ridges.entries()) {
    throwIfAborted(signal);
    progress('fit', layer, layers);
    const map = ridge.solve(mapRecipe.lambda);
    fitted.push({ layer, map, quality: await measure(map, layer, heldOut, space, signal) });
  }
  progress('fit', layers, layers);
  return fitted;
}

function countOf(ranks: Uint32Array, words: number): Uint32Array {
  const counts = new Uint32Array(words);
  for (const rank of ranks) counts[rank]! += 1;
  return counts;
}

async function measure(
  map: LinearMap,
  layer: number,
  heldOut: readonly HeldOut[],
  space: FrequentSpace,
  signal: AbortSignal | undefined,
): Promise<MapQuality> {
  const { index } = space;
  const queries = new Float32Array(heldOut.length * map.outputs);
  const words = new Set<number>();
  let cosine = 0;
  for (const [row, { rank, vectors }] of heldOut.entries()) {
    const mapped = toUnit(applyMap(map, toUnit(rowOf(vectors, layer, map.inputs))));
    queries.set(mapped, row * map.outputs);
    cosine += dot(mapped, index.vector(rank));
    words.add(rank);
  }
  const top = Math.min(10, index.words.length);
  const { rows } = await index.nearestMany(queries, { top, ...(signal && { signal }) });
  let first = 0;
  let among = 0;
  for (const [row, { rank }] of heldOut.entries()) {
    const nearest = rows.subarray(row * top, (row + 1) * top);
    if (nearest[0] === rank) first += 1;
    if (nearest.includes(rank)) among += 1;
  }
  const count = Math.max(1, heldOut.length);
  return {
    heldOutTop1: first / count,
    heldOutTop10: among / count,
    heldOutCosine: cosine / count,
    heldOutWords: words.size,
    heldOutOccurrences: heldOut.length,
  };
}
