/**
 * A slider position as the stops around it: 0 is the static word, 1 is layer 0, and so on. Positions between
 * stops blend the two next to them.
 */
export interface Blend {
  readonly from: number;
  readonly to: number;
  /** 0 at `from`, 1 at `to`. */
  readonly share: number;
}

export function blendAt(position: number, stopCount: number): Blend {
  const bounded = Math.min(Math.max(position, 0), stopCount - 1);
  const from = Math.min(Math.floor(bounded), Math.max(stopCount - 2, 0));
  return { from, to: Math.min(from + 1, stopCount - 1), share: bounded - from };
}

/**
 * The point at a slider position on a way through `stops` (`count x 3`), on a Catmull-Rom spline, so that a moving
 * point turns smoothly; written to `out` at `offset`.
 * Catmull and Rom (1974), uniform, the end stops doubled.
 */
export function pointOnWay(stops: Float32Array, position: number, out: Float32Array, offset: number): void {
  const count = stops.length / 3;
  const { from, to, share } = blendAt(position, count);
  const before = Math.max(from - 1, 0);
  const after = Math.min(to + 1, count - 1);
  for (let axis = 0; axis < 3; axis++) {
    const a = stops[before * 3 + axis] ?? 0;
    const b = stops[from * 3 + axis] ?? 0;
    const c = stops[to * 3 + axis] ?? 0;
    const d = stops[after * 3 + axis] ?? 0;
    const linear = (c - a) * share;
    const square = (2 * a - 5 * b + 4 * c - d) * share * share;
    const cube = (3 * (b - c) + d - a) * share * share * share;
    out[offset + axis] = b + 0.5 * (linear + square + cube);
  }
}

/** The encoder's layer that a resting position stands for; null at the static end. */
export function layerAt(position: number): number | null {
  const stop = Math.round(position);
  return stop === 0 ? null : stop - 1;
}
