import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxNumberBytes, writeNumber } from '../../../../../src/main/core/vectors/export/shortest-number.ts';

function textOf(value: number): string {
  const buffer = Buffer.alloc(maxNumberBytes);
  return buffer.toString('latin1', 0, writeNumber(buffer, 0, Math.fround(value)));
}

/** The significant digits of a decimal. */
function digitsOf(text: string): string {
  return text.replace(/e.*/, '').replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}

/** Whether the decimal is nearer to this float32 than to any other: half way between two does not count. */
function isNearest(decimal: number, value: number): boolean {
  const around = [1 - Number.EPSILON, 1, 1 + Number.EPSILON].map((factor) => Math.fround(decimal * factor));
  return around.every((float) => float === value);
}

describe('writeNumber', () => {
  it.each([
    [0.418, '0.418'],
    [-0.24968, '-0.24968'],
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [-100, '-100'],
    [0.1, '0.1'],
    [1 / 3, '0.33333334'],
    [16777215, '16777215'],
    [16777216, '16777216'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [1.4e-45, '1e-45'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [1e15, '1000000000000000'],
    [123456.789, '123456.79'],
  ])('writes %s as %s', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  it('gives every float32 back, from as few digits as can be', () => {
    const floats = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(floats, (value) => {
        const text = textOf(value);
        expect(text.length).toBeLessThanOrEqual(maxNumberBytes);
        expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d+)?$/);
        expect(Object.is(Math.fround(Number(text)), value)).toBe(true);
        const shorter = digitsOf(text).length - 1;
        if (shorter > 0) expect(isNearest(Number(value.toPrecision(shorter)), value)).toBe(false);
      }),
      { numRuns: 5000, seed: 5 },
    );
  });

  it('gives numbers such as vectors have back', () => {
    fc.assert(
      fc.property(fc.float({ min: -8, max: 8, noNaN: true }), (value) => {
        expect(Object.is(Math.fround(Number(textOf(value))), value)).toBe(true);
      }),
      { numRuns: 5000, seed: 6 },
    );
  });
});
