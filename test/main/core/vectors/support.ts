import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createRandom } from '../../../../src/shared/projection/random.ts';
import { openVectorFile } from '../../../../src/main/core/vectors/import/open-vector-file.ts';
import type { ReadOptions } from '../../../../src/main/core/vectors/import/row-sink.ts';
import { createRowCollector, type Skipped } from '../../../../src/main/core/vectors/import/row-collector.ts';
import type { SourceOptions } from '../../../../src/main/core/vectors/import/sources/open-source.ts';
import type { FormatReport } from '../../../../src/main/core/vectors/import/vector-format.ts';
import { createKernels, type Kernels } from '../../../../src/main/core/vectors/kernels/kernels.ts';
import { createTextScanner } from '../../../../src/main/core/vectors/kernels/text-scanner.ts';
import {
  createVectorIndex,
  type VectorIndex,
} from '../../../../src/main/core/vectors/search/vector-index.ts';

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

/** What readers of text take from the kernels, without their threads. */
export function textKernels(): NonNullable<ReadOptions['kernels']> {
  const module = new WebAssembly.Module(readFileSync(join(root, 'out/main/kernels.wasm')));
  return { createTextScanner: (dimensions) => createTextScanner(module, dimensions) };
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

/** What a file of vectors holds. */
export interface ReadFile extends FormatReport, Skipped {
  readonly dimensions: number;
  readonly rows: readonly (readonly [word: string, ...numbers: number[]])[];
}

/** Reads a file as an import does, whatever its format; skipped rows need no consent unless it is asked for. */
export async function readVectorFile(
  path: string,
  options: SourceOptions &
    Pick<ReadOptions, 'kernels'> & { readonly format?: string; readonly allowSkipped?: boolean } = {},
): Promise<ReadFile> {
  const rows: [word: string, ...numbers: number[]][] = [];
  let dimensions = 0;
  const { source, format } = await openVectorFile(path, options);
  try {
    const target = {
      begin: (count: number): void => void (dimensions = count),
      add: (word: string, vector: Float32Array): void => void rows.push([word, ...vector]),
    };
    const collector = createRowCollector(target, {
      fileName: source.name,
      allowSkipped: options.allowSkipped ?? true,
    });
    const report = await format.read(source, collector, { kernels: options.kernels });
    return { ...report, ...collector.finish(), dimensions, rows };
  } finally {
    await source.dispose();
  }
}

/** An index over a text file of vectors. */
export async function readTextIndex(path: string, kernels: Kernels): Promise<VectorIndex> {
  const { rows, dimensions } = await readVectorFile(path);
  return createVectorIndex({
    words: rows.map(([word]) => word),
    vectors: Float32Array.from(rows.flatMap(([, ...numbers]) => numbers)),
    dimensions,
    kernels,
  });
}
