/** A ball that holds all but the outermost points. */
export interface Bounds {
  readonly center: Float64Array;
  readonly radius: number;
}

const sampleSize = 4000;
/** Of each axis and of the radius, so much is left out at each end. */
const outermostShare = 0.03;

function quantile(sorted: Float32Array, share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] ?? 0;
}

/** The bounds of `positions` (`count x 3`), from an even sample; they change smoothly as the points move. */
export function boundsOf(positions: Float32Array): Bounds {
  const count = positions.length / 3;
  const stride = Math.max(1, Math.floor(count / sampleSize));
  const values = new Float32Array(Math.ceil(count / stride));
  const center = new Float64Array(3).map((_, axis) => {
    for (let at = 0; at < values.length; at++) values[at] = positions[at * stride * 3 + axis]!;
    values.sort();
    return (quantile(values, outermostShare) + quantile(values, 1 - outermostShare)) / 2;
  });
  for (let at = 0; at < values.length; at++) {
    const first = at * stride * 3;
    values[at] = Math.hypot(
      positions[first]! - center[0]!,
      positions[first + 1]! - center[1]!,
      positions[first + 2]! - center[2]!,
    );
  }
  values.sort();
  return { center, radius: quantile(values, 1 - outermostShare) || 1 };
}
