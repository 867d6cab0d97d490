import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { AppError } from '../../../../shared/errors.ts';
import type { Resources } from '../../options.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { createRowEncoder, type RowEncoder } from './row-encoder.ts';
import { createTextScanner, type TextScanner } from './text-scanner.ts';
import { createWorkerPool } from './worker-pool.ts';

/** The WebAssembly kernels and the threads that run them. */
export interface Kernels {
  /** Throws `bad-file` when the matrix is too large, `internal` when memory runs out. */
  createMatrix(rowCount: number, dimensions: number): Matrix;
  /** An encoder of at most `capacity` rows at a time. */
  createRowEncoder(dimensions: number, capacity: number): RowEncoder;
  /** A scanner of rows of text with so many numbers each. */
  createTextScanner(dimensions: number): TextScanner;
  dispose(): Promise<void>;
}

export interface KernelOptions {
  readonly resources: Pick<Resources, 'kernelsFile' | 'kernelWorkerFile'>;
  /** How many threads search; default one for each core, at most eight, as memory is the limit then. */
  readonly threads?: number;
}

/** Compiles the kernels and starts their threads. Throws `internal` when they were not built. */
export async function createKernels(options: KernelOptions): Promise<Kernels> {
  const { kernelsFile, kernelWorkerFile } = options.resources;
  const threads = options.threads ?? Math.min(8, availableParallelism());
  const module = await compile(kernelsFile);
  const pool = createWorkerPool(kernelWorkerFile, module, threads);
  let nextId = 1;
  return {
    createMatrix: (rowCount, dimensions) => createMatrix({ id: nextId++, rowCount, dimensions }, pool),
    createRowEncoder: (dimensions, capacity) => createRowEncoder(module, dimensions, capacity),
    createTextScanner: (dimensions) => createTextScanner(module, dimensions),
    dispose: () => pool.dispose(),
  };
}

async function compile(file: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(file));
  } catch (error) {
    throw new AppError('internal', `${file} cannot be read: build the app by \`npm run build\``, {
      cause: error,
    });
  }
}
