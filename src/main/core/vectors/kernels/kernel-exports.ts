/** What `assembly/index.ts` exports; addresses in bytes, counts as they say. */
export interface KernelExports {
  scanOne(
    values: number,
    inverseNorms: number,
    stride: number,
    start: number,
    end: number,
    query: number,
    capacity: number,
    rows: number,
    scores: number,
  ): number;
  scanMany(
    values: number,
    inverseNorms: number,
    stride: number,
    end: number,
    panel: number,
    queries: number,
    queryCount: number,
    ownRows: number,
    capacity: number,
    rows: number,
    scores: number,
    lengths: number,
  ): void;
  invertNorms(values: number, stride: number, start: number, end: number, inverseNorms: number): void;
  refine(
    values: number,
    stride: number,
    query: number,
    rows: number,
    count: number,
    similarities: number,
  ): void;
}

/** The kernels over one memory. */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const imports = { env: { memory, abort: () => undefined } };
  // The module's exports are known: they are compiled from the sources beside this file.
  return new WebAssembly.Instance(module, imports).exports as unknown as KernelExports;
}
