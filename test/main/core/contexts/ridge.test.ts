import { describe, expect, it } from 'vitest';
import { solvePositiveDefinite } from '../../../../src/main/core/contexts/cholesky.ts';
import { applyMap } from '../../../../src/main/core/contexts/linear-map.ts';
import { createRidge } from '../../../../src/main/core/contexts/ridge.ts';
import reference from '../../../fixtures/contexts/ridge.json' with { type: 'json' };

function fit(): ReturnType<ReturnType<typeof createRidge>['solve']> {
  const ridge = createRidge(6, 3);
  for (const [at, input] of reference.inputs.entries()) {
    ridge.add(
      Float32Array.from(input),
      Float32Array.from(reference.outputs[at] ?? []),
      reference.weights[at] ?? 0,
    );
  }
  return ridge.solve(reference.lambda);
}

describe('createRidge', () => {
  it('fits what NumPy fits by singular values', () => {
    const { weights } = fit();
    const expected = reference.map.flat();
    expect(weights).toHaveLength(expected.length);
    for (const [at, value] of expected.entries()) expect(weights[at]).toBeCloseTo(value, 5);
  });

  it('counts pairs that do not fill a batch', () => {
    const ridge = createRidge(1, 1);
    ridge.add(Float32Array.of(1), Float32Array.of(3), 1);
    ridge.add(Float32Array.of(2), Float32Array.of(5), 2);
    ridge.add(Float32Array.of(4), Float32Array.of(9), 1);
    const map = ridge.solve(0);
    expect(applyMap(map, Float32Array.of(10))[0]).toBeCloseTo(21, 4);
  });

  it('pulls towards the weighted mean as lambda grows', () => {
    const ridge = createRidge(1, 1);
    ridge.add(Float32Array.of(-1), Float32Array.of(0), 3);
    ridge.add(Float32Array.of(1), Float32Array.of(4), 1);
    expect(applyMap(ridge.solve(1e9), Float32Array.of(7))[0]).toBeCloseTo(1, 4);
  });
});

describe('solvePositiveDefinite', () => {
  it('solves for several right sides', () => {
    const a = Float64Array.of(4, 0, 2, 3);
    const b = Float64Array.of(8, 2, 7, 1);
    const x = solvePositiveDefinite(a, b, 2);
    // [4 2; 2 3] x = b
    for (const column of [0, 1]) {
      expect(4 * x[column]! + 2 * x[2 + column]!).toBeCloseTo(b[column]!, 12);
      expect(2 * x[column]! + 3 * x[2 + column]!).toBeCloseTo(b[2 + column]!, 12);
    }
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => solvePositiveDefinite(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1), 2)).toThrow(
      /not positive definite/,
    );
  });
});
