/** What `assembly/index.ts` exports; addresses in bytes, counts as they say. */
export interface KernelExports {
  encodeRows(
    values: number,
    dimensions: number,
    count: number,
    codes: number,
    codeStride: number,
    scales: number,
    slacks: number,
    norms: number,
  ): void;
  scanOne(
    codes: number,
    scales: number,
    slacks: number,
    codeStride: number,
    start: number,
    end: number,
    query: number,
    queryScale: number,
    queryLength: number,
    margin: number,
    capacity: number,
    rows: number,
    scores: number,
  ): number;
  scanMany(
    codes: number,
    scales: number,
    slacks: number,
    codeStride: number,
    end: number,
    queries: number,
    queryCount: number,
    queryScales: number,
    queryLengths: number,
    margins: number,
    ownRows: number,
    capacity: number,
    rows: number,
    scores: number,
    lengths: number,
    thresholds: number,
  ): void;
  scanRows(
    text: number,
    start: number,
    end: number,
    dimensions: number,
    capacity: number,
    vectors: number,
    places: number,
    powers: number,
  ): number;
}

/** The kernels over one memory. */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const imports = { env: { memory, abort: () => undefined } };
  // The module's exports are known: they are compiled from the sources beside this file.
  return new WebAssembly.Instance(module, imports).exports as unknown as KernelExports;
}
