/**
 * Moves a layout (`count x dimensions`, row-major) so that its mean is 0 and scales it so that its root mean
 * square radius is 1, written to `out`. Both vary smoothly with the layout, so a layout that is being refined does not jump,
 * and nothing is turned or mirrored.
 */
export function normalizeLayout<T extends Float32Array>(
  layout: Float32Array | Float64Array,
  dimensions: number,
  out: T,
): T {
  const count = layout.length / dimensions;
  let squares = 0;
  for (let axis = 0; axis < dimensions; axis++) {
    let sum = 0;
    for (let at = axis; at < layout.length; at += dimensions) sum += layout[at]!;
    const mean = count > 0 ? sum / count : 0;
    for (let at = axis; at < layout.length; at += dimensions) {
      const offset = layout[at]! - mean;
      out[at] = offset;
      squares += offset * offset;
    }
  }
  const radius = Math.sqrt(squares / count) || 1;
  for (let at = 0; at < layout.length; at++) out[at]! /= radius;
  return out;
}
