import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createRandom } from '../../../../src/shared/projection/random.ts';
import { readTextVectors } from '../../../../src/main/core/vectors/import/text-vectors.ts';
import { createKernels, type Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import { createVectorIndex, type VectorIndex } from '../../../../src/main/core/vectors/vector-index.ts';

export const root = join(import.meta.dirname, '../../../..');
export const fixture = (name: string): string => join(root, 'test/fixtures', name);

/** Kernels that run from the sources. */
export function openKernels(threads = 2): Promise<Kernels> {
  return createKernels({
    threads,
    resources: {
      kernelsFile: join(root, 'out/main/kernels.wasm'),
      kernelWorkerFile: join(root, 'src/main/core/vectors/kernels/kernel-worker.ts'),
    },
  });
}

/** An empty folder that is removed after the test. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'semascope-vectors-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** `count` numbers around 0, the same for the same seed. */
export function randomNumbers(count: number, seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed);
  return Float32Array.from({ length: count }, () => random() - 0.5);
}

export function numberedWords(count: number): string[] {
  return Array.from({ length: count }, (_, row) => `word${row}`);
}

/** An index over a text file of vectors. */
export async function readTextIndex(path: string, kernels: Kernels): Promise<VectorIndex> {
  const words: string[] = [];
  const vectors: number[] = [];
  const add = (word: string, vector: Float32Array): void => {
    words.push(word);
    vectors.push(...vector);
  };
  await readTextVectors(path, { begin: () => undefined, add }, {});
  const dimensions = vectors.length / words.length;
  return createVectorIndex({ words, vectors: Float32Array.from(vectors), dimensions, kernels });
}
