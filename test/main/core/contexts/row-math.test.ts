import { describe, expect, it } from 'vitest';
import { meanCosineAcrossWords } from '../../../../src/main/core/contexts/build-twin.ts';
import {
  quantizedSizeBytes,
  quantizeRows,
  restoreRows,
} from '../../../../src/main/core/contexts/quantized-rows.ts';
import { createRandom } from '../../../../src/main/core/contexts/random.ts';
import {
  addScaled,
  center,
  dot,
  meanOfUnitRows,
  rowOf,
  takeOut,
  toUnit,
} from '../../../../src/main/core/contexts/row-math.ts';

function randomRows(rows: number, dimensions: number, seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed);
  return Float32Array.from({ length: rows * dimensions }, () => random() - 0.4);
}

describe('takeOut', () => {
  const z = toUnit(Float32Array.of(3, 4, 1));
  const t = toUnit(Float32Array.of(1, 0, 2));

  it('leaves the vector at dial 0 and nothing of the direction at dial 1', () => {
    for (const k of [0, 1, 2]) expect(takeOut(z, t, 0)[k]).toBeCloseTo(z[k]!, 6);
    expect(dot(takeOut(z, t, 1), t)).toBeCloseTo(0, 6);
    expect(dot(takeOut(z, t, 0.5), takeOut(z, t, 0.5))).toBeCloseTo(1, 6);
  });

  it('takes nothing out without a direction', () => {
    expect(takeOut(z, null, 1)).toEqual(toUnit(z));
  });
});

describe('center', () => {
  it('is unit(unit(v) - m)', () => {
    const rows = randomRows(20, 5, 3);
    const mean = meanOfUnitRows(rows, 5);
    const expected = toUnit(rowOf(rows, 4, 5));
    addScaled(expected, mean, -1);
    expect(center(rowOf(rows, 4, 5), mean)).toEqual(toUnit(expected));
  });
});

describe('meanCosineAcrossWords', () => {
  it('is the mean over all pairs of different words, from sums alone', () => {
    const groups = [0, 0, 0, 1, 1, 2];
    const rows = randomRows(groups.length, 4, 5);
    const units = groups.map((_, at) => toUnit(rowOf(rows, at, 4)));
    const sums = new Float32Array(3 * 4);
    for (const [at, group] of groups.entries()) addScaled(rowOf(sums, group, 4), units[at]!, 1);
    const cosines = units.flatMap((a, i) =>
      units.filter((_, j) => groups[i] !== groups[j]).map((b) => dot(a, b)),
    );
    const expected = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
    expect(meanCosineAcrossWords(sums, [3, 2, 1], 4)).toBeCloseTo(expected, 6);
    expect(meanCosineAcrossWords(sums.subarray(0, 4), [3], 4)).toBe(0);
  });
});

describe('quantizeRows', () => {
  it('keeps rows within half a step', () => {
    const rows = randomRows(30, 384, 9);
    const bytes = quantizeRows(rows, 384);
    expect(bytes).toHaveLength(quantizedSizeBytes(30, 384));
    const restored = restoreRows(bytes, 384);
    for (let row = 0; row < 30; row++) {
      const before = rowOf(rows, row, 384);
      const most = Math.max(...before.map(Math.abs));
      for (const [k, value] of rowOf(restored, row, 384).entries()) {
        expect(Math.abs(value - before[k]!)).toBeLessThanOrEqual(most / 253);
      }
    }
  });

  it('keeps a row of zeros', () => {
    expect(restoreRows(quantizeRows(new Float32Array(6), 3), 3)).toEqual(new Float32Array(6));
  });
});
