/**
 * Groups the items so that little is padded: by size, largest first, in batches of at most `budget` padded tokens (a
 * larger single item has a batch of its own). Returns indices into `sizes`.
 *
 * Largest first, so that memory is at its height at once and the time left, which counts batches, is not too low.
 */
export function planBatches(sizes: readonly number[], budget: number): number[][] {
  const bySize = sizes.map((_, index) => index).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of bySize) {
    // The batch's first item is its longest: all others are padded to its size.
    const longest = sizes[batch[0] ?? index] ?? 0;
    if (batch.length > 0 && (batch.length + 1) * longest > budget) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
