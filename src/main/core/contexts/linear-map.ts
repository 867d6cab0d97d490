import { addScaled } from './row-math.ts';

/** A linear map with an intercept from one vector space to another. */
export interface LinearMap {
  readonly inputs: number;
  readonly outputs: number;
  /** `(inputs + 1) x outputs`, row-major; the last row is the intercept. */
  readonly weights: Float32Array<ArrayBuffer>;
}

/** x W + b: where the map takes a vector. */
export function applyMap(
  { inputs, outputs, weights }: LinearMap,
  vector: Float32Array,
): Float32Array<ArrayBuffer> {
  const mapped = weights.slice(inputs * outputs);
  for (let k = 0; k < inputs; k++) {
    addScaled(mapped, weights.subarray(k * outputs, (k + 1) * outputs), vector[k]!);
  }
  return mapped;
}
