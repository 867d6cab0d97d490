import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openVectorFile } from '../../../../../src/main/core/vectors/import/open-vector-file.ts';
import { createRandom } from '../../../../../src/shared/projection/random.ts';
import { fixture, temporaryDir, textKernels } from '../support.ts';

const kernels = textKernels();

type Row = readonly [line: number, word: string, bits: Uint8Array];

interface Read {
  readonly rows: readonly Row[];
  readonly skipped: readonly (readonly [line: number, reason: string])[];
}

async function readText(path: string, isFast: boolean): Promise<Read> {
  const rows: Row[] = [];
  const skipped: [number, string][] = [];
  const { source, format } = await openVectorFile(path, {});
  const sink = {
    begin: () => undefined,
    add: (word: string, vector: Float32Array, line: number): void =>
      void rows.push([line, word, new Uint8Array(Float32Array.from(vector).buffer)]),
    skip: (line: number, reason: string): void => void skipped.push([line, reason]),
  };
  try {
    await format.read(source, sink, isFast ? { kernels } : {});
    return { rows, skipped };
  } finally {
    await source.dispose();
  }
}

/** Reads a file by the kernel and by the plain reader; returns what both found. */
async function readBoth(path: string): Promise<Read> {
  const plain = await readText(path, false);
  const fast = await readText(path, true);
  expect(fast.skipped).toEqual(plain.skipped);
  expect(fast.rows.length).toBe(plain.rows.length);
  expect(fast.rows.every((row, k) => isSame(row, plain.rows[k]!))).toBe(true);
  return fast;
}

function isSame([line, word, bits]: Row, [otherLine, otherWord, otherBits]: Row): boolean {
  return line === otherLine && word === otherWord && Buffer.compare(bits, otherBits) === 0;
}

function write(content: string | Buffer): string {
  const path = join(temporaryDir(), 'v.txt');
  writeFileSync(path, content);
  return path;
}

describe('createTextScanner', () => {
  it('reads real vectors as the plain reader does', async () => {
    expect((await readBoth(fixture('glove50_4k.txt'))).rows.length).toBe(4197);
  });

  it('reads numbers to the bit, however they are written', async () => {
    const random = createRandom(5);
    const number = (): string => {
      const value = (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6);
      const kind = Math.floor(random() * 8);
      if (kind === 0) return value.toExponential(Math.floor(random() * 20));
      if (kind === 1) return String(value);
      if (kind === 2) return value.toFixed(Math.floor(random() * 20)).replace(/^(-?)0\./, '$1.');
      if (kind === 3) return String(Math.trunc(value * 1e9));
      return value.toFixed(Math.floor(random() * 9));
    };
    const lines = Array.from(
      { length: 5000 },
      (_, k) => `w${k} ${Array.from({ length: 7 }, number).join(' ')}\n`,
    );
    const { rows, skipped } = await readBoth(write(lines.join('')));
    expect(skipped).toEqual([]);
    expect(rows.length).toBe(5000);
    const expected = lines[4321]!.trim().split(' ').slice(1).map(Number);
    expect(rows[4321]![2]).toEqual(new Uint8Array(Float32Array.from(expected).buffer));
  });

  it('leaves what is odd to the plain reader, and goes on behind it', async () => {
    const random = createRandom(6);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const words = [
      'the',
      'naïve',
      '语言',
      'x'.repeat(40),
      'y'.repeat(16),
      'new york',
      '\u00a0',
      '7',
      '',
      '\ufffd',
      'a\u000bb',
    ];
    const numbers = [
      '0.1',
      '-2',
      '.5',
      '5.',
      '-0',
      '1e-5',
      '+1',
      '0.12345678901234567890',
      'nan',
      'x',
      '1.2.3',
      '-',
    ];
    const separators = [' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', '\t', '  '];
    const endings = ['\n', '\n', '\n', '\n', ' \n', '\r\n', '\t\r\n', '\n\n'];
    const simple = (): string => `w 1 ${pick(['2', '0.25'])} 3\n`;
    const odd = (): string => {
      const row = Array.from(
        { length: pick([3, 3, 3, 3, 2, 4]) },
        () => pick(separators) + pick(numbers.slice(0, pick([5, 5, 12]))),
      );
      return pick(words) + row.join('') + pick(endings);
    };
    const lines = Array.from({ length: 20_000 }, () => (random() < 0.5 ? simple() : odd()));
    const invalid = Buffer.from([0x77, 0xe9, 0x20, 0x31, 0x20, 0x32, 0x20, 0x33, 0x0a]);
    const content = Buffer.concat([
      Buffer.from('a 1 2 3\n'.repeat(200)),
      invalid,
      Buffer.from(lines.join('')),
      invalid,
    ]);
    const { rows, skipped } = await readBoth(write(content));
    expect(rows.length).toBeGreaterThan(10_000);
    expect(skipped.length).toBeGreaterThan(1000);
  });

  it.each([1, 3, 64, 65, 1000])(
    'reads %i numbers a row in as many batches as it takes',
    async (dimensions) => {
      const lines = Array.from(
        { length: Math.ceil(200_000 / dimensions) },
        (_, k) => `w${k}${` -${k}.5`.repeat(dimensions)}\n`,
      );
      const { rows } = await readBoth(write(lines.join('')));
      expect(rows.length).toBe(lines.length);
      const last = new Float32Array(rows.at(-1)![2].slice().buffer);
      expect(last.every((value) => value === -(lines.length - 1) - 0.5)).toBe(true);
    },
  );

  it('leaves lines that do not fit into its memory to the plain reader', async () => {
    const line = (word: string): string => `${word}${' 0.123456'.repeat(480_000)}\n`;
    const { rows } = await readBoth(write(['a', 'b', 'c'].map(line).join('')));
    expect(rows.map(([, word]) => word).join('')).toBe('abc');
  });
});
