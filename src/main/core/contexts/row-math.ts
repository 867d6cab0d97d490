/** Arithmetic on vectors and on matrices whose rows lie one after another. */

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** The vector at length 1, a copy; all zeros where it is zero. */
export function toUnit(vector: Float32Array): Float32Array<ArrayBuffer> {
  const norm = Math.sqrt(dot(vector, vector));
  const unit = new Float32Array(vector);
  if (norm > 0) for (let k = 0; k < unit.length; k++) unit[k]! /= norm;
  return unit;
}

/** `target += weight * vector`, in place. */
export function addScaled(target: Float32Array | Float64Array, vector: Float32Array, weight: number): void {
  for (let k = 0; k < vector.length; k++) target[k]! += weight * vector[k]!;
}

/** The row of a row-major matrix, not a copy. */
export function rowOf<T extends ArrayBufferLike>(
  rows: Float32Array<T>,
  row: number,
  dimensions: number,
): Float32Array<T> {
  return rows.subarray(row * dimensions, (row + 1) * dimensions);
}

/** The unit vector minus the mean, at unit length again: how vectors are compared without what they all share. */
export function center(vector: Float32Array, mean: Float32Array): Float32Array<ArrayBuffer> {
  const centered = toUnit(vector);
  addScaled(centered, mean, -1);
  return toUnit(centered);
}

/** The mean of the rows at unit length, summed in double precision. */
export function meanOfUnitRows(rows: Float32Array, dimensions: number): Float32Array<ArrayBuffer> {
  const count = rows.length / dimensions;
  const sum = new Float64Array(dimensions);
  for (let row = 0; row < count; row++) addScaled(sum, toUnit(rowOf(rows, row, dimensions)), 1 / count);
  return new Float32Array(sum);
}

/** Takes the share `contrast` of a unit direction out of a unit vector: unit(z - c (z.t) t). */
export function takeOut(
  vector: Float32Array,
  direction: Float32Array | null,
  contrast: number,
): Float32Array<ArrayBuffer> {
  const rest = new Float32Array(vector);
  if (direction) addScaled(rest, direction, -contrast * dot(vector, direction));
  return toUnit(rest);
}
