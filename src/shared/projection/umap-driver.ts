import { findABParams } from 'umap-js/dist/umap.js';
import { AppError } from '../errors.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { createLayoutOptimizer } from './layout-optimizer.ts';
import { normalizeLayout } from './normalize-layout.ts';
import { createRandom } from './random.ts';
import { startLayout } from './start-layout.ts';

export interface UmapInput {
  /** `pointCount x dimensions`, row-major: the layout to start from. */
  readonly pca: Float32Array;
  /** `pointCount x neighbors`, row-major, nearest first, each point itself first with distance 0. */
  readonly indices: Uint32Array;
  readonly distances: Float32Array;
  readonly pointCount: number;
  readonly dimensions: 2 | 3;
  readonly seed: number;
  readonly minDistance: number;
  /** Left out: by the number of points, see {@link defaultEpochs}. */
  readonly epochs?: number;
}

export interface Umap {
  readonly epochs: number;
  /** How many are done. */
  readonly epoch: number;
  /** One more epoch. */
  step(): void;
  /** The layout as it is, `pointCount x dimensions`, centered with root mean square radius 1, written to `out`. */
  read<T extends Float32Array>(out: T): T;
}

/** The number of epochs that umap-learn takes. umap-js takes fewer from 2,500 points on, and keeps fewer neighborhoods. */
export function defaultEpochs(pointCount: number): number {
  return pointCount <= 10_000 ? 500 : 200;
}

function check({ pca, indices, distances, pointCount, dimensions, epochs }: UmapInput): void {
  const expectSize = (name: string, size: number, expected: number): void => {
    if (size !== expected)
      throw new AppError('invalid-input', `${name}: expected ${expected} numbers, found ${size}`);
  };
  if (epochs !== undefined && !(epochs >= 1))
    throw new AppError('invalid-input', `epochs: expected at least 1, found ${epochs}`);
  expectSize('pca', pca.length, pointCount * dimensions);
  expectSize('distances', distances.length, indices.length);
  if (pointCount === 0 || indices.length % pointCount !== 0 || indices.length < 2 * pointCount)
    throw new AppError(
      'invalid-input',
      `indices: expected at least 2 for each of ${pointCount} points, found ${indices.length}`,
    );
  if (indices.some((index) => index >= pointCount))
    throw new AppError('invalid-input', `indices: expected numbers below ${pointCount}`);
}

/** Keeps the wanted columns of `positions` (`count x 3`) in place of a copy where all three are wanted. */
function columnsOf(positions: Float64Array, dimensions: 2 | 3): Float64Array {
  return dimensions === 3 ? positions : positions.filter((_, at) => at % 3 < 2);
}

/**
 * UMAP from given neighbors and a given start, one epoch at a time; the same seed gives the same layout. Graph and epochs are
 * umap-js's, to the bit, over typed arrays; its curve is fitted by umap-js. Throws `invalid-input` for arrays that do not fit.
 */
export function createUmap(input: UmapInput): Umap {
  check(input);
  const { indices, distances, pointCount, dimensions } = input;
  const epochs = input.epochs ?? defaultEpochs(pointCount);
  const random = createRandom(input.seed);
  const positions = startLayout(input.pca, dimensions, random);
  const perRow = indices.length / pointCount;
  const graph = fuzzyGraph({ indices, distances, rowCount: pointCount, perRow }, epochs);
  const { a, b } = findABParams(1, input.minDistance);
  const optimizer = createLayoutOptimizer({ graph, positions, dimensions, epochs, a, b, random });
  return {
    epochs,
    get epoch() {
      return optimizer.epoch;
    },
    step() {
      optimizer.step();
    },
    read(out) {
      return normalizeLayout(columnsOf(positions, dimensions), dimensions, out);
    },
  };
}
