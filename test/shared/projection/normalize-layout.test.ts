import { describe, expect, it } from 'vitest';
import { normalizeLayout } from '../../../src/shared/projection/normalize-layout.ts';
import { clusters } from './data.ts';

describe('normalizeLayout', () => {
  it('centers a layout and gives it a root mean square radius of 1', () => {
    const { values } = clusters(200, 3, 5);
    const out = normalizeLayout(
      values.map((value) => value * 7 + 3),
      3,
      new Float32Array(600),
    );
    const means = [0, 1, 2].map(
      (axis) => out.filter((_, at) => at % 3 === axis).reduce((a, b) => a + b, 0) / 200,
    );
    const square = out.reduce((sum, value) => sum + value * value, 0) / 200;
    for (const mean of means) expect(mean).toBeCloseTo(0, 5);
    expect(square).toBeCloseTo(1, 5);
  });

  it('leaves a layout of one place at 0', () => {
    expect(normalizeLayout(Float32Array.of(2, 3, 2, 3), 2, new Float32Array(4))).toEqual(new Float32Array(4));
  });
});
