import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { npyBytes } from '../../main/core/vectors/import/formats/npy/npy-file.ts';
import { createRandom } from '../../../src/shared/projection/random.ts';

/** A set whose every bit a test knows. */
export interface KnownSet {
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
}

/** Whole numbers from -9 to 9: short in text, and never near each other in direction. */
export function makeKnownSet(rowCount: number, dimensions: number, seed: number): KnownSet {
  const random = createRandom(seed);
  const number = (): number => Math.floor(random() * 19) - 9;
  return {
    words: Array.from({ length: rowCount }, (_, row) => `w${seed}_${row}`),
    vectors: Float32Array.from({ length: rowCount * dimensions }, number),
    dimensions,
  };
}

function numbersOf({ vectors, dimensions }: KnownSet, row: number): Float32Array {
  return vectors.subarray(row * dimensions, (row + 1) * dimensions);
}

/** The set in GloVe's text format. */
export function toGloveText(set: KnownSet): string {
  return set.words.map((word, row) => `${word} ${numbersOf(set, row).join(' ')}\n`).join('');
}

/** The set as a text file in GloVe's format. */
export function writeGloveText(dir: string, name: string, set: KnownSet): string {
  const path = join(dir, name);
  writeFileSync(path, toGloveText(set));
  return path;
}

/** The set's matrix by columns in NumPy's format, in gzip, with its words beside it. */
export function writePackedNpy(dir: string, name: string, { words, vectors, dimensions }: KnownSet): string {
  const path = join(dir, `${name}.npy.gz`);
  const byColumns = Float32Array.from(vectors, (_, place) => {
    const [column, row] = [Math.floor(place / words.length), place % words.length];
    return vectors[row * dimensions + column]!;
  });
  const header = `{'descr': '<f4', 'fortran_order': True, 'shape': (${words.length}, ${dimensions}), }`;
  writeFileSync(path, gzipSync(npyBytes(header, new Uint8Array(byColumns.buffer)), { level: 1 }));
  writeFileSync(join(dir, `${name}.txt`), words.join('\n'));
  return path;
}

/** The set as the package of the built-in vectors has it: with two more numbers for each word. */
export function writeGlovePackage(dir: string, set: KnownSet): string {
  const path = join(dir, 'package.json');
  const rows = set.words.map((word, row) => `"${word}":[${numbersOf(set, row).join(',')},1,${row}]`);
  const { dimensions } = set;
  const facts = `"wordIndex":${dimensions + 1},"size":${rows.length},"dimensions":${dimensions}`;
  writeFileSync(path, `{${facts},"words":${JSON.stringify(set.words)},"vectors":{${rows.join(',')}}}`);
  return path;
}

/** The row nearest to `row` by cosine, found by the plainest loop. */
export function nearestRow(set: KnownSet, row: number): number {
  const { words, dimensions } = set;
  const query = numbersOf(set, row);
  let best = -1;
  let bestCosine = -Infinity;
  for (let other = 0; other < words.length; other++) {
    if (other === row) continue;
    const numbers = numbersOf(set, other);
    let dot = 0;
    let squares = 0;
    for (let place = 0; place < dimensions; place++) {
      dot += query[place]! * numbers[place]!;
      squares += numbers[place]! * numbers[place]!;
    }
    const cosine = dot / Math.sqrt(squares);
    if (cosine > bestCosine) [best, bestCosine] = [other, cosine];
  }
  return best;
}
