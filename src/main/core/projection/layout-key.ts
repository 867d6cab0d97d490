import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

/** Raised whenever layouts would come out otherwise for the same settings. */
const algorithm = 2;

const layoutSource = z.object({
  algorithm: z.literal(algorithm),
  set: z.string(),
  /** The import that the set came from: a set imported anew is another set. */
  importId: z.string(),
  words: z.number().int(),
  dimensions: z.union([z.literal(2), z.literal(3)]),
  neighbors: z.number().int(),
  minDistance: z.number(),
  metric: z.enum(['cosine', 'euclidean']),
  seed: z.number().int(),
});
/** Everything that a layout is computed from. */
export type LayoutSource = z.infer<typeof layoutSource>;

/** The key of a layout: its source, spelled out, so that a key alone says what the layout is. */
export function toLayoutKey(source: Omit<LayoutSource, 'algorithm'>): string {
  return JSON.stringify(layoutSource.parse({ ...source, algorithm }));
}

/** Throws `invalid-input` for anything that {@link toLayoutKey} did not make. */
export function parseLayoutKey(key: string): LayoutSource {
  try {
    return layoutSource.parse(JSON.parse(key));
  } catch (error) {
    throw new AppError('invalid-input', 'map.finish: the key is not one that map.open gave', {
      cause: error,
    });
  }
}
