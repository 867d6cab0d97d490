import { describe, expect, it } from 'vitest';
import { planBatches } from '../../../../src/main/core/encoders/batches.ts';

describe('planBatches', () => {
  it('takes each item once and pads no batch beyond the budget', () => {
    const sizes = Array.from({ length: 200 }, (_, index) => 3 + ((index * 37) % 60));
    const batches = planBatches(sizes, 256);
    expect(batches.flat().sort((a, b) => a - b)).toEqual([...sizes.keys()]);
    for (const batch of batches) {
      const longest = Math.max(...batch.map((index) => sizes[index] ?? 0));
      expect(longest * batch.length).toBeLessThanOrEqual(256);
    }
  });

  it('puts items of like size together, the longest first', () => {
    expect(planBatches([5, 9, 5, 9], 20)).toEqual([
      [1, 3],
      [0, 2],
    ]);
  });

  it('gives an item beyond the budget a batch of its own', () => {
    expect(planBatches([300, 4], 100)).toEqual([[0], [1]]);
  });

  it('runs each alone with a budget of one', () => {
    expect(planBatches([2, 2, 2], 1)).toEqual([[0], [1], [2]]);
  });
});
