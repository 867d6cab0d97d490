import { describe, expect, it } from 'vitest';
import { createModelProgress } from '../../../../../../../src/main/core/vectors/import/formats/fasttext/model-progress.ts';

describe('createModelProgress', () => {
  it('counts bytes of rows where nothing was packed', () => {
    const reports: [number, number][] = [];
    const onRows = createModelProgress((...report) => reports.push(report)).countRows(10, 400);
    onRows(4);
    onRows(6);
    expect(reports).toEqual([
      [1600, 4000],
      [4000, 4000],
    ]);
  });

  it('goes one way through unpacking and reading', () => {
    const shares: number[] = [];
    const progress = createModelProgress((done, total) => shares.push(done / total));
    progress.onUnpacked(500, 1000);
    progress.onUnpacked(1000, 1000);
    const onRows = progress.countRows(10, 400);
    onRows(5);
    onRows(5);
    expect(shares.map((share) => Math.round(6 * share))).toEqual([1, 2, 4, 6]);
  });

  it('stays at the whole when more rows come than were expected', () => {
    const shares: number[] = [];
    const onRows = createModelProgress((done, total) => shares.push(done / total)).countRows(2, 4);
    onRows(3);
    expect(shares).toEqual([1]);
  });
});
