import { z } from 'zod';

/** What the import of a set had to tell. Every field may be missing: sets of earlier versions have none. */
export const setFacts = z.object({
  format: z.string().optional(),
  /** The first rows that were skipped. */
  skipped: z.array(z.object({ line: z.number().int(), reason: z.string() })).default([]),
  skippedCount: z.number().int().default(0),
  notes: z.array(z.string()).default([]),
  /** Lengths of the vectors as they came: least, 5 %, 25 %, median, 75 %, 95 %, greatest; empty where they were not taken. */
  norms: z.array(z.number()).default([]),
  /** How many vectors are all zeros. */
  zeroVectors: z.number().int().default(0),
  /** What a person wrote about its license and origin. */
  license: z.string().optional(),
});
export type SetFacts = z.infer<typeof setFacts>;

const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/** The quantiles of `norms` that facts hold (nearest rank), and how many are zero. */
export function normFacts(norms: Float32Array): Pick<SetFacts, 'norms' | 'zeroVectors'> {
  const sorted = norms.slice().sort();
  const zeroVectors = sorted.findIndex((norm) => norm > 0);
  return {
    norms: sorted.length === 0 ? [] : shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]!),
    zeroVectors: zeroVectors < 0 ? sorted.length : zeroVectors,
  };
}
