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
