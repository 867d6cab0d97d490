import { instantiateKernels } from './kernel-exports.ts';
import { allocateMemory, pageBytes } from './matrix-memory.ts';

/** Takes a row. `vector` is written over by later ones. */
export type TakeRow = (word: string, vector: Float32Array) => void;

/** Reads rows of text by the kernel: many at once, and only those that are as rows are. */
export interface TextScanner {
  /** Puts the first `end` bytes into the scanner's memory; they end by a line feed. False where they are too many. */
  load(bytes: Buffer, end: number): boolean;
  /** Gives the rows from `start` on to `take`, in order; returns where the first one begins that takes a closer look, or the end. */
  scan(start: number, take: TakeRow): number;
}

const textBytes = 4 * 1024 * 1024;
/** As many bytes of vectors as stay in the processor's cache until they are taken. */
const batchBytes = 256 * 1024;
const paddingBytes = 64;
const powerCount = 16;
const notAscii = 0x8000_0000;

export function createTextScanner(module: WebAssembly.Module, dimensions: number): TextScanner {
  const capacity = Math.max(1, Math.floor(batchBytes / 4 / dimensions));
  const vectorsAt = pageBytes + textBytes + paddingBytes;
  const placesAt = vectorsAt + capacity * dimensions * 4;
  const powersAt = Math.ceil((placesAt + capacity * 8) / 8) * 8;
  const memory = allocateMemory(powersAt + powerCount * 8, `${capacity} rows of ${dimensions} numbers`);
  const kernels = instantiateKernels(module, memory);
  const { buffer } = memory;
  const text = Buffer.from(buffer, pageBytes, textBytes);
  const places = new Uint32Array(buffer, placesAt, 2 * capacity);
  const vectors = Array.from(
    { length: capacity },
    (_, row) => new Float32Array(buffer, vectorsAt + row * dimensions * 4, dimensions),
  );
  new Float64Array(buffer, powersAt, powerCount).set(
    Array.from({ length: powerCount }, (_, exponent) => 10 ** exponent),
  );
  let source: Buffer = text;
  let end = 0;

  /** Whether all words were valid; a row with one that is not takes a closer look. */
  function takeRows(from: number, count: number, take: TakeRow): number {
    let at = from;
    for (let row = 0; row < count; row++) {
      const place = places[2 * row]!;
      const isAscii = place < notAscii;
      const word = source.toString(isAscii ? 'latin1' : 'utf8', at, isAscii ? place : place - notAscii);
      if (!isAscii && word.includes('\ufffd')) return at;
      take(word, vectors[row]!);
      at = places[2 * row + 1]!;
    }
    return at;
  }

  return {
    load: (bytes, length) => {
      if (length > textBytes) return false;
      bytes.copy(text, 0, 0, length);
      source = bytes;
      end = length;
      return true;
    },
    scan: (start, take) => {
      for (let at = start; ;) {
        const count = kernels.scanRows(
          pageBytes,
          at,
          end,
          dimensions,
          capacity,
          vectorsAt,
          placesAt,
          powersAt,
        );
        const next = takeRows(at, count, take);
        const isWhole = count === capacity && next === places[2 * count - 1];
        if (!isWhole || next >= end) return next;
        at = next;
      }
    },
  };
}
