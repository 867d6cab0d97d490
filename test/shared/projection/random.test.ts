import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/shared/projection/random.ts';

describe('createRandom', () => {
  it('repeats itself for a seed, differs between seeds', () => {
    const first = createRandom(7);
    const same = createRandom(7);
    const other = createRandom(8);
    const draws = Array.from({ length: 20 }, () => first());
    expect(Array.from({ length: 20 }, () => same())).toEqual(draws);
    expect(Array.from({ length: 20 }, () => other())).not.toEqual(draws);
  });

  it('spreads evenly over [0, 1)', () => {
    const random = createRandom(1);
    const bins = new Uint32Array(10);
    for (let draw = 0; draw < 100_000; draw++) bins[Math.floor(random() * 10)]!++;
    for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});
