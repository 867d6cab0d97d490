import type { HandlerInput, ProcedureOutput } from '../../../shared/contract.ts';
import { AppError } from '../../../shared/errors.ts';
import { anisotropyOf } from './anisotropy.ts';
import type { ContextParts } from './context-parts.ts';
import { applyMap } from './linear-map.ts';
import { dot, rowOf, toUnit } from './row-math.ts';

/** Raw cosines of the occurrences at every layer, beside the baseline that tells how much they mean. */
export async function compareContexts(
  parts: ContextParts,
  { encoder: name, occurrences }: HandlerInput<'contexts.similarities'>,
  signal: AbortSignal,
): Promise<ProcedureOutput<'contexts.similarities'>> {
  const encoder = await parts.encoders.open(name);
  const { layers, dimensions } = encoder;
  const count = occurrences.length;
  const { vectors } = await parts.encoders.encodeCached(encoder, occurrences, { signal });
  const similarities = new Float32Array(layers * count * count);
  for (let layer = 0; layer < layers; layer++) {
    const units = occurrences.map((_, at) => toUnit(rowOf(vectors, at * layers + layer, dimensions)));
    const matrix = similarities.subarray(layer * count * count, (layer + 1) * count * count);
    for (const [a, unit] of units.entries()) {
      matrix[a * count + a] = 1;
      for (let b = 0; b < a; b++) {
        matrix[a * count + b] = matrix[b * count + a] = dot(unit, units[b]!);
      }
    }
  }
  return { layers, similarities, anisotropy: [...(await anisotropyOf(parts, encoder, signal))] };
}

/** Where the map takes each occurrence at each layer: the nearest words there, among the set's first `words` words. */
export async function findPath(
  parts: ContextParts,
  input: HandlerInput<'contexts.path'>,
  signal: AbortSignal,
): Promise<ProcedureOutput<'contexts.path'>> {
  const { occurrences, words, neighbors } = input;
  const encoder = await parts.encoders.open(input.encoder);
  const { layers, dimensions } = encoder;
  return parts.withSpace(input.set, { signal }, async (set, { index }) => {
    const maps = parts.maps.read(encoder, input.set);
    if (maps?.[0]?.map.outputs !== set.dimensions) {
      throw new AppError('not-ready', `no map was fitted yet from ${encoder.name} to ${input.set}`, {
        details: { encoder: encoder.name, set: input.set },
      });
    }
    const { vectors } = await parts.encoders.encodeCached(encoder, occurrences, { signal });
    const queries = new Float32Array(occurrences.length * layers * set.dimensions);
    for (let row = 0; row < occurrences.length * layers; row++) {
      const mapped = applyMap(maps[row % layers]!.map, toUnit(rowOf(vectors, row, dimensions)));
      queries.set(mapped, row * set.dimensions);
    }
    const limit = Math.min(words, index.words.length);
    const { rows, similarities } = await index.nearestMany(queries, {
      top: Math.min(neighbors, limit),
      limit,
      signal,
    });
    return { layers, indices: rows, distances: similarities.map((similarity) => 1 - similarity) };
  });
}
