import { z } from 'zod';
import { normQuantiles } from '../../../shared/domain.ts';

/** What the import of a set had to tell. Every field may be missing: sets of earlier versions have none. */
export const setFacts = z.object({
  format: z.string().optional(),
  /** The first rows that were skipped. */
  skipped: z.array(z.object({ line: z.number().int(), reason: z.string() })).default([]),
  skippedCount: z.number().int().default(0),
  notes: z.array(z.string()).default([]),
  /** Lengths of the vectors as they came; null where they were not taken. */
  norms: normQuantiles.nullable().default(null),
});
export type SetFacts = z.infer<typeof setFacts>;

/** The quantiles of lengths, by the nearest rank; null where there are none. */
export function quantilesOf(norms: Float32Array): SetFacts['norms'] {
  if (norms.length === 0) return null;
  const sorted = norms.slice().sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return {
    least: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    greatest: at(1),
  };
}
