import type { FuzzyGraph } from './fuzzy-graph.ts';
import type { Random } from './random.ts';

export interface OptimizerOptions {
  readonly graph: FuzzyGraph;
  /** `count x 3`, row-major, moved in place; a flat layout has 0 in its third column and stays flat. */
  readonly positions: Float64Array;
  readonly dimensions: 2 | 3;
  readonly epochs: number;
  /** Parameters of the curve 1 / (1 + a d^2b). */
  readonly a: number;
  readonly b: number;
  readonly random: Random;
}

export interface LayoutOptimizer {
  /** How many epochs are done. */
  readonly epoch: number;
  /** One more epoch. */
  step(): void;
}

const negativeSampleRate = 5;
const maxPull = 4;

function clip(value: number): number {
  return value > maxPull ? maxPull : value < -maxPull ? -maxPull : value;
}

/** How many epochs lie between two draws of each edge: the strongest is drawn in every one. */
function drawIntervals(weights: Float64Array, epochs: number): Float64Array {
  const strongest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return weights.map((weight) => epochs / ((weight / strongest) * epochs));
}

/**
 * UMAP's stochastic gradient descent: each epoch draws edges by their weight, pulls their ends together and
 * pushes the first end from five random points. The same steps in the same order as umap-js 1.4, so the same
 * random stream gives the same layout to the last bit; flat typed arrays take half its time.
 */
export function createLayoutOptimizer(options: OptimizerOptions): LayoutOptimizer {
  const { graph, positions, dimensions, epochs, a, b, random } = options;
  const { rows, columns } = graph;
  const count = positions.length / 3;
  const interval = drawIntervals(graph.weights, epochs);
  const negativeInterval = interval.map((value) => value / negativeSampleRate);
  const nextDraw = interval.slice();
  const nextNegative = negativeInterval.slice();
  const pushOutOfPlane = dimensions === 3 ? maxPull : 0;
  let epoch = 0;
  let rate = 1;

  function pull(head: number, tail: number): void {
    const x = positions[head]! - positions[tail]!;
    const y = positions[head + 1]! - positions[tail + 1]!;
    const z = positions[head + 2]! - positions[tail + 2]!;
    const square = x * x + y * y + z * z;
    if (square === 0) return;
    const strength = (-2 * a * b * Math.pow(square, b - 1)) / (a * Math.pow(square, b) + 1);
    const moveX = clip(strength * x) * rate;
    const moveY = clip(strength * y) * rate;
    const moveZ = clip(strength * z) * rate;
    positions[head]! += moveX;
    positions[head + 1]! += moveY;
    positions[head + 2]! += moveZ;
    positions[tail]! -= moveX;
    positions[tail + 1]! -= moveY;
    positions[tail + 2]! -= moveZ;
  }

  function push(head: number, other: number): void {
    const x = positions[head]! - positions[other]!;
    const y = positions[head + 1]! - positions[other + 1]!;
    const z = positions[head + 2]! - positions[other + 2]!;
    const square = x * x + y * y + z * z;
    if (square === 0) {
      positions[head]! += maxPull * rate;
      positions[head + 1]! += maxPull * rate;
      positions[head + 2]! += pushOutOfPlane * rate;
      return;
    }
    const strength = (2 * b) / ((0.001 + square) * (a * Math.pow(square, b) + 1));
    positions[head]! += clip(strength * x) * rate;
    positions[head + 1]! += clip(strength * y) * rate;
    positions[head + 2]! += clip(strength * z) * rate;
  }

  return {
    get epoch() {
      return epoch;
    },
    step() {
      for (let edge = 0; edge < interval.length; edge++) {
        if (nextDraw[edge]! > epoch) continue;
        const head = columns[edge]! * 3;
        pull(head, rows[edge]! * 3);
        nextDraw[edge]! += interval[edge]!;
        const pushes = Math.floor((epoch - nextNegative[edge]!) / negativeInterval[edge]!);
        for (let draw = 0; draw < pushes; draw++) {
          const other = Math.floor(random() * count) * 3;
          if (other !== head) push(head, other);
        }
        nextNegative[edge]! += pushes * negativeInterval[edge]!;
      }
      rate = 1 - epoch / epochs;
      epoch++;
    },
  };
}
