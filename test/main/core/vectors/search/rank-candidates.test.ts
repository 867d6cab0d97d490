import { describe, expect, it } from 'vitest';
import {
  rankCandidates,
  type RankOptions,
} from '../../../../../src/main/core/vectors/search/rank-candidates.ts';
import { memoryRows } from '../../../../../src/main/core/vectors/search/row-reader.ts';

/** Rows at the cosines 1, .8, .6, 0, -1 to the query. */
const reader = memoryRows(Float32Array.of(1, 0, 0.8, 0.6, 0.6, 0.8, 0, 1, -1, 0), 2);
const options: RankOptions = { query: Float32Array.of(2, 0), norm: 2, top: 2 };
const candidates = (rows: number[], scores: number[], floor: number) => ({
  rows: Uint32Array.from(rows),
  scores: Float32Array.from(scores),
  floor,
});

describe('rankCandidates', () => {
  it('orders by cosine, whatever the scores', () => {
    const found = rankCandidates(candidates([1, 2, 0], [1.1, 1.1, 1], -Infinity), reader, options);
    expect(found?.map(({ row }) => row)).toEqual([0, 1]);
    expect(found?.[0]?.similarity).toBe(1);
  });

  it('reads no row whose score is below the last place', () => {
    const read: number[] = [];
    const watched = { dimensions: 2, row: (row: number) => (read.push(row), reader.row(row)) };
    rankCandidates(candidates([0, 1, 2, 3], [1, 0.9, 0.7, 0.1], -Infinity), watched, options);
    expect(read).toEqual([0, 1]);
  });

  it('answers nothing while a row left out might belong to the list', () => {
    expect(rankCandidates(candidates([0, 1], [1, 0.9], 0.85), reader, options)).toBeUndefined();
    expect(rankCandidates(candidates([0, 1], [1, 0.9], 0.7), reader, options)).toHaveLength(2);
    expect(rankCandidates(candidates([0], [1], 0.5), reader, options)).toBeUndefined();
  });

  it('leaves rows out, and gives fewer where there are no more', () => {
    const all = candidates([0, 1], [1, 0.9], -Infinity);
    const found = rankCandidates(all, reader, { ...options, exclude: new Set([0]) });
    expect(found?.map(({ row }) => row)).toEqual([1]);
  });
});
