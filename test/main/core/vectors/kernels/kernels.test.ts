import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCodeQuery } from '../../../../../src/main/core/vectors/kernels/code-query.ts';
import { createKernels, type Kernels } from '../../../../../src/main/core/vectors/kernels/kernels.ts';
import type { Matrix } from '../../../../../src/main/core/vectors/kernels/matrix.ts';
import type { RowCodes } from '../../../../../src/main/core/vectors/kernels/row-encoder.ts';
import { lengthOf, productWithUnitRow } from '../../../../../src/main/core/vectors/search/plain-scan.ts';
import { fixture, openKernels, randomNumbers, readVectorFile } from '../support.ts';
import { encodeRows, scoreOf } from './reference.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => kernels.dispose());

/** Rows of every kind: random, spiky, tiny, huge, sparse, all equal, all zeros. */
function oddRows(rowCount: number, dimensions: number): Float32Array<ArrayBuffer> {
  const rows = randomNumbers(rowCount * dimensions, rowCount + dimensions);
  for (let row = 0; row < rowCount; row++) {
    const values = rows.subarray(row * dimensions, (row + 1) * dimensions);
    if (row % 7 === 1) values[row % dimensions] = 50;
    if (row % 7 === 2) values.forEach((value, k) => (values[k] = value * 1e-20));
    if (row % 7 === 3) values.forEach((value, k) => (values[k] = value * 1e14));
    if (row % 7 === 4) values.fill(0).fill(-1, 0, 1);
    if (row % 7 === 5) values.fill(0.25);
    if (row % 7 === 6 && row % 2 === 0) values.fill(0);
  }
  return rows;
}

function codesOf(rows: Float32Array, dimensions: number): RowCodes {
  return encodeRows(rows, dimensions);
}

function matrixOf(codes: RowCodes, dimensions: number): Matrix {
  const matrix = kernels.createMatrix(codes.scales.length, dimensions);
  matrix.setRows(0, codes);
  return matrix;
}

const shapes = [
  [1, 1],
  [9, 3],
  [64, 8],
  [333, 100],
  [50, 384],
  [12, 5000],
] as const;

describe('the encoder of rows', () => {
  it.each(shapes)('gives what plain TypeScript gives, to the bit: %d rows of %d', (rowCount, dimensions) => {
    const rows = oddRows(rowCount, dimensions);
    const { codes, scales, slacks, norms } = kernels.createRowEncoder(dimensions, rowCount).encode(rows);
    const plain = encodeRows(rows, dimensions);
    expect(codes).toEqual(plain.codes);
    expect(scales).toEqual(plain.scales);
    expect(slacks).toEqual(plain.slacks);
    expect(norms).toEqual(plain.norms);
  });
});

describe('a score', () => {
  it.each(shapes)('is never less than the cosine, and close to it: %d rows of %d', (rowCount, dimensions) => {
    const rows = oddRows(rowCount, dimensions);
    const codes = codesOf(rows, dimensions);
    for (const seed of [1, 2, 3, 4]) {
      const query = seed === 4 ? rows.slice(0, dimensions) : randomNumbers(dimensions, seed);
      const norm = lengthOf(query);
      const codeQuery = toCodeQuery(query, norm);
      for (let row = 0; row < rowCount; row++) {
        const vector = rows.subarray(row * dimensions, (row + 1) * dimensions);
        const cosine = productWithUnitRow(query, vector) / norm;
        const score = scoreOf(codeQuery, codes, row);
        expect(score).toBeGreaterThanOrEqual(cosine);
        expect(score - cosine).toBeLessThan(0.02 + 2 * codes.slacks[row]!);
      }
    }
  });

  it('is close enough on real words that few have to be looked at', async () => {
    const { rows, dimensions } = await readVectorFile(fixture('glove50_4k.txt'));
    const vectors = Float32Array.from(rows.flatMap(([, ...numbers]) => numbers));
    const codes = codesOf(vectors, dimensions);
    const mean = codes.slacks.reduce((sum, slack) => sum + slack, 0) / codes.slacks.length;
    expect(mean).toBeLessThan(0.01);
    expect(Math.max(...codes.slacks)).toBeLessThan(0.02);
  });
});

describe('a scan', () => {
  it.each(shapes)(
    'lists the greatest scores as plain TypeScript does: %d rows of %d',
    async (rowCount, dimensions) => {
      const codes = codesOf(oddRows(rowCount, dimensions), dimensions);
      const matrix = matrixOf(codes, dimensions);
      const queries = [1, 2, 3, 4, 5].map((seed) => {
        const query = randomNumbers(dimensions, seed);
        return toCodeQuery(query, lengthOf(query));
      });
      const capacity = Math.min(rowCount, 20);
      const end = Math.max(1, rowCount - 1);
      const ownRows = Uint32Array.from(queries, (_, place) => place);
      const many = await matrix.scanMany(queries, ownRows, { end, capacity });
      for (const [place, query] of queries.entries()) {
        const expected = (skip: number): number[] =>
          Array.from({ length: end }, (_, row) => ({ row, score: scoreOf(query, codes, row) }))
            .filter(({ row }) => row !== skip)
            .map(({ score }) => score)
            .sort((a, b) => b - a)
            .slice(0, capacity);
        const [one] = await matrix.scan(query, end, capacity);
        expect([...one!.scores]).toEqual(expected(-1));
        one!.rows.forEach((row, k) => expect(scoreOf(query, codes, row)).toBe(one!.scores[k]));
        const start = place * capacity;
        expect([...many.scores.subarray(start, start + many.counts[place]!)]).toEqual(expected(place));
      }
      matrix.dispose();
    },
  );
});

describe('the kernels', () => {
  it('say what to do when they were not built', async () => {
    const resources = { kernelsFile: '/nowhere/kernels.wasm', kernelWorkerFile: '/nowhere/worker.ts' };
    await expect(createKernels({ resources })).rejects.toThrow(/npm run build/);
  });

  it('say when a set is too large for WebAssembly', () => {
    expect(() => kernels.createMatrix(20_000_000, 300)).toThrow(/at most 4 GB/);
  });
});
