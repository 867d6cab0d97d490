import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/shared/projection/random.ts';
import { startProjection } from '../../../src/renderer/workers/projection-client.ts';
import type { ProjectionInput, ProjectionProgress } from '../../../src/renderer/workers/projection-run.ts';

const silent = { onPositions: () => undefined, onProgress: () => undefined };

/** Points on a ring, each with its next ones as neighbors. */
function ring(pointCount: number, epochs: number): ProjectionInput {
  const random = createRandom(9);
  const perRow = 8;
  const indices = Uint32Array.from({ length: pointCount * perRow }, (_, at) => {
    const row = Math.floor(at / perRow);
    return (row + (at % perRow)) % pointCount;
  });
  const distances = Float32Array.from(indices, (_, at) => (at % perRow) * 0.1);
  const pca = Float32Array.from({ length: pointCount * 3 }, () => random() - 0.5);
  return { pca, indices, distances, pointCount, dimensions: 3, seed: 42, minDistance: 0.1, epochs };
}

describe('startProjection', () => {
  it('streams layouts and progress, then gives the last layout, the same each time', async () => {
    const reports: ProjectionProgress[] = [];
    let layouts = 0;
    const input = ring(2000, 60);
    const run = startProjection(input, {
      onPositions: (positions) => {
        layouts++;
        expect(positions).toHaveLength(6000);
      },
      onProgress: (progress) => reports.push(progress),
    });
    const result = await run.done;
    expect(result).toMatchObject({ epochs: 60, isStopped: false });
    expect(layouts).toBeGreaterThan(0);
    expect(reports.at(-1)!.of).toBe(60);
    expect(input.pca).toHaveLength(6000);
    expect((await startProjection(input, silent).done).positions).toEqual(result.positions);
  });

  it('keeps the layout as it is when stopped', async () => {
    const run = startProjection(ring(3000, 100_000), { ...silent, onProgress: () => run.stop() });
    const result = await run.done;
    expect(result.isStopped).toBe(true);
    expect(result.epochs).toBeLessThan(100_000);
    expect(result.positions.every(Number.isFinite)).toBe(true);
  });

  it('rejects with canceled', async () => {
    const run = startProjection(ring(3000, 100_000), silent);
    run.cancel();
    await expect(run.done).rejects.toMatchObject({ code: 'canceled' });
  });

  it('rejects arrays that do not fit', async () => {
    const run = startProjection({ ...ring(100, 5), pca: new Float32Array(2) }, silent);
    await expect(run.done).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'pca: expected 300 numbers, found 2',
    });
  });

  it('rejects when the worker cannot be loaded or dies', async () => {
    const workerOf = (source: string) => (): Worker =>
      new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
    const died = startProjection(
      ring(100, 5),
      silent,
      workerOf('onmessage = () => { throw new Error("boom") }'),
    );
    await expect(died.done).rejects.toMatchObject({ code: 'process-exited' });
    const missing = startProjection(ring(100, 5), silent, workerOf('import "./not-there.js"'));
    await expect(missing.done).rejects.toMatchObject({ code: 'process-exited' });
  });
});
