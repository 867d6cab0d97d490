import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MapRows } from '../../../../src/main/core/projection/map-rows.ts';
import { trustworthiness } from '../../../../src/main/core/projection/trustworthiness.ts';

interface Reference {
  readonly dimensions: number;
  readonly vectors: number[][];
  readonly pca: number[][];
  readonly trustworthiness: { readonly cosine: number; readonly euclidean: number };
}
const reference = JSON.parse(readFileSync('test/fixtures/projection-reference.json', 'utf8')) as Reference;
const rowCount = reference.vectors.length;
const { dimensions } = reference;
const positions = Float32Array.from(reference.pca.flat());
const options = { positions, neighbors: 15, sample: rowCount, seed: 1 };

function rowsBy(metric: 'cosine' | 'euclidean'): MapRows {
  const rows = reference.vectors.map((row) => {
    const norm = metric === 'cosine' ? Math.hypot(...row) : 1;
    return row.map((value) => value / norm);
  });
  return { vectors: Float32Array.from(rows.flat()), rowCount, dimensions, metric };
}

describe('trustworthiness', () => {
  it.each(['cosine', 'euclidean'] as const)("equals scikit-learn's by %s on all rows", async (metric) => {
    const value = await trustworthiness({ ...options, rows: rowsBy(metric) });
    expect(value).toBeCloseTo(reference.trustworthiness[metric], 6);
  });

  it('is 1 for a layout that keeps every neighbor', async () => {
    const rows = rowsBy('euclidean');
    const value = await trustworthiness({ ...options, rows, positions: rows.vectors });
    expect(value).toBe(1);
  });

  it('estimates the same from a seeded sample', async () => {
    const rows = rowsBy('cosine');
    const once = await trustworthiness({ ...options, rows, sample: 40 });
    expect(await trustworthiness({ ...options, rows, sample: 40 })).toBe(once);
    expect(Math.abs(once - reference.trustworthiness.cosine)).toBeLessThan(0.03);
  });

  it('stops when it is canceled', async () => {
    const signal = AbortSignal.abort();
    await expect(trustworthiness({ ...options, rows: rowsBy('cosine'), signal })).rejects.toMatchObject({
      code: 'canceled',
    });
  });
});
