import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** What a piece of work did. */
export interface Metered {
  /** The largest piece of memory that was asked for at once. */
  readonly largestBytes: number;
  readonly openedPaths: readonly string[];
}

let largestBytes = 0;
let openedPaths: string[] = [];
let isInstalled = false;

function note(bytes: unknown): void {
  if (typeof bytes === 'number' && bytes > largestBytes) largestBytes = bytes;
}

const arrays = [
  'Int8Array',
  'Uint8Array',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'ArrayBuffer',
  'SharedArrayBuffer',
] as const;

/** Has every request for memory outside the heap counted, and every file that is opened. */
function install(): void {
  isInstalled = true;
  const globals = globalThis as unknown as Record<string, new (...args: unknown[]) => object>;
  for (const name of arrays) {
    const original = globals[name]!;
    const width = (original as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    const proxy: typeof original = new Proxy(original, {
      construct: (target, args: unknown[], newTarget): object => {
        if (typeof args[0] === 'number') note(args[0] * width);
        return Reflect.construct(target, args, newTarget === proxy ? target : newTarget) as object;
      },
    });
    globals[name] = proxy;
  }
  const buffers = Buffer as unknown as Record<string, (size: number, ...rest: unknown[]) => Buffer>;
  for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow']) {
    const original = buffers[name]!;
    buffers[name] = (size, ...rest) => {
      note(size);
      return original.call(Buffer, size, ...rest);
    };
  }
  const { open } = fs;
  fs.open = (path, ...rest) => {
    openedPaths.push(String(path));
    return open(path, ...rest);
  };
  syncBuiltinESMExports();
}

/** Runs `work` and says what it did. One at a time. */
export async function metered<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly did: Metered }> {
  if (!isInstalled) install();
  largestBytes = 0;
  openedPaths = [];
  const result = await work();
  return { result, did: { largestBytes, openedPaths } };
}
