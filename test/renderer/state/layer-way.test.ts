import { describe, expect, it } from 'vitest';
import { blendAt, layerAt, pointOnWay } from '../../../src/renderer/state/layer-way.ts';

const stops = Float32Array.from([0, 0, 0, 1, 2, 0, 3, 2, -1, 4, 0, -1]);

function pointAt(position: number): number[] {
  const out = new Float32Array(3);
  pointOnWay(stops, position, out, 0);
  return [...out];
}

describe('the way through the layers', () => {
  it('passes through every stop', () => {
    for (let stop = 0; stop < 4; stop++) {
      const expected = [...stops.subarray(stop * 3, stop * 3 + 3)];
      pointAt(stop).forEach((value, axis) => expect(value).toBeCloseTo(expected[axis] ?? NaN, 6));
    }
  });

  it('moves without a jump', () => {
    const steps = 300;
    for (let at = 0; at < steps; at++) {
      const a = pointAt((at / steps) * 3);
      const b = pointAt(((at + 1) / steps) * 3);
      expect(Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0)))).toBeLessThan(0.05);
    }
  });

  it('stays at its ends beyond them', () => {
    expect(pointAt(-1)).toEqual([0, 0, 0]);
    expect(pointAt(99)).toEqual([4, 0, -1]);
  });

  it('writes at the given offset only', () => {
    const out = new Float32Array(6).fill(9);
    pointOnWay(stops, 1, out, 3);
    expect([...out]).toEqual([9, 9, 9, 1, 2, 0]);
  });

  it('knows which stops a position lies between', () => {
    expect(blendAt(1.25, 4)).toEqual({ from: 1, to: 2, share: 0.25 });
    expect(blendAt(3, 4)).toEqual({ from: 2, to: 3, share: 1 });
    expect(blendAt(5, 1)).toEqual({ from: 0, to: 0, share: 0 });
  });

  it('calls the first stop static, and the others by their layer', () => {
    expect(layerAt(0.4)).toBeNull();
    expect(layerAt(0.6)).toBe(0);
    expect(layerAt(7)).toBe(6);
  });
});
