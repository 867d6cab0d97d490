import * as fc from 'fast-check';
import type { SmallSet } from './small-sets.ts';

/** How text may look that means the same. */
export interface TextStyle {
  readonly separator: ' ' | '\t';
  readonly lineEnd: '\n' | '\r\n';
  readonly hasMark: boolean;
  readonly endsOpen: boolean;
  readonly trailing: '' | ' ' | ' \t ';
  readonly blankEvery: number;
  readonly number: 'plain' | 'exponent' | 'short' | 'plus';
}

export const textStyles: fc.Arbitrary<TextStyle> = fc.record({
  separator: fc.constantFrom(' ', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  hasMark: fc.boolean(),
  endsOpen: fc.boolean(),
  trailing: fc.constantFrom('', ' ', ' \t '),
  blankEvery: fc.constantFrom(0, 0, 0, 2),
  number: fc.constantFrom('plain', 'exponent', 'short', 'plus'),
});

function writeNumber(value: number, style: TextStyle['number']): string {
  // Enough digits for the float32 to come back.
  const plain = Object.is(value, -0) ? '-0' : String(value);
  if (style === 'exponent') return Object.is(value, -0) ? '-0E0' : value.toExponential().toUpperCase();
  if (style === 'short') return plain.replace(/^(-?)0\./, '$1.');
  if (style === 'plus') return value >= 0 && !Object.is(value, -0) ? `+${plain}` : plain;
  return plain;
}

/** Lines that are no rows, after the word: too few numbers, too many, none that could be used, or no word that could be. */
export const oddLines = [
  'short',
  'long',
  'nan',
  'infinite',
  'huge',
  'no UTF-8',
  'no word',
  'no number',
] as const;
type OddLine = (typeof oddLines)[number];

function writeOddLine(kind: OddLine, dimensions: number): Buffer {
  const numbers = (first: string, count = dimensions): string =>
    [first, ...Array<string>(count).fill('1')].slice(0, count).join(' ');
  switch (kind) {
    case 'short':
      return Buffer.from(`odd ${numbers('1', dimensions - 1)}`);
    case 'long':
      return Buffer.from(`odd ${numbers('1', dimensions + 1)}`);
    case 'nan':
      return Buffer.from(`odd ${numbers('nan')}`);
    case 'infinite':
      return Buffer.from(`odd ${numbers('-inf')}`);
    case 'huge':
      return Buffer.from(`odd ${numbers('1e16')}`);
    case 'no number':
      return Buffer.from(`odd ${numbers('x')}`);
    case 'no word':
      return Buffer.from(` ${numbers('1')}`);
    case 'no UTF-8':
      return Buffer.concat([Buffer.from([0xff, 0xc3]), Buffer.from(` ${numbers('1')}`)]);
  }
}

/** Puts an odd line, which is to be skipped, in the middle of a text of enough rows. */
export function withOddLine(
  text: Buffer,
  { words, dimensions }: SmallSet,
  kind: OddLine | undefined,
): Buffer {
  if (kind === undefined || words.length < 8 || dimensions < 3) return text;
  const at = text.indexOf(10, text.length / 2) + 1;
  if (at === 0) return text;
  return Buffer.concat([
    text.subarray(0, at),
    writeOddLine(kind, dimensions),
    Buffer.from('\n'),
    text.subarray(at),
  ]);
}

/** Lines of a word and its numbers, or of numbers alone. */
export function writeLines(
  { words, vectors, dimensions }: SmallSet,
  style: TextStyle,
  parts: { readonly header?: string; readonly hasWords: boolean },
): Buffer {
  const rows = words.map((word, row) => {
    const numbers = [...vectors.subarray(row * dimensions, (row + 1) * dimensions)];
    const fields = numbers.map((value) => writeNumber(value, style.number));
    return (parts.hasWords ? [word, ...fields] : fields).join(style.separator) + style.trailing;
  });
  const spaced =
    style.blankEvery > 0 ? rows.flatMap((row, k) => (k % style.blankEvery === 1 ? ['', row] : [row])) : rows;
  const lines = parts.header === undefined ? spaced : [parts.header, ...spaced];
  const text = lines.join(style.lineEnd) + (style.endsOpen ? '' : style.lineEnd);
  return Buffer.from((style.hasMark ? '\ufeff' : '') + text);
}
