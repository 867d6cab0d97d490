import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../../../src/shared/projection/random.ts';
import { createRowReader } from '../../../../../../../src/main/core/vectors/import/formats/text/text-row.ts';

const numbers = ['7', '0.25', '-3', '1e-5', '+1', '.5', '12345678901234567890'];
const fields = [...numbers, ...numbers, 'the', 'nan', 'x', '语言', '\u00a0', '-', '1.2.3', ''];
const separators = [' ', ' ', ' ', ' ', '  ', '\t', ' \t ', '\u000b'];
const endings = ['', '', '', ' ', '\t ', '\r', ' \r', '\r\r'];

describe('createRowReader', () => {
  it('scans rows as it parses them, and leaves all others to be parsed', () => {
    const random = createRandom(3);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const reader = createRowReader(3);
    let scanned = 0;
    for (let turn = 0; turn < 20_000; turn++) {
      const parts = Array.from(
        { length: 3 + Math.floor(random() * 4) },
        () => pick(fields) + pick(separators),
      );
      const line = parts.join('').trimEnd() + pick(endings);
      const bytes = Buffer.from(`before\n${line}\nafter 1 2 3\n`);
      const next = reader.scan(bytes, 7);
      if (next < 0) continue;
      scanned++;
      const row = { word: reader.word(), numbers: [...reader.vector] };
      expect(next, line).toBe(7 + Buffer.byteLength(line) + 1);
      const parsed = reader.parse(Buffer.from(line));
      expect(parsed.kind, line).toBe('row');
      if (parsed.kind === 'row') expect(row).toEqual({ word: parsed.word, numbers: [...parsed.vector] });
    }
    expect(scanned).toBeGreaterThan(100);
  });

  it('never reads beyond the line', () => {
    const reader = createRowReader(3);
    expect(reader.scan(Buffer.from('a 1 2\n3 4 5\n'), 0)).toBe(-1);
    expect(reader.scan(Buffer.from('a\n1 2 3\n'), 0)).toBe(-1);
    expect(reader.scan(Buffer.from('\na 1 2 3\n'), 0)).toBe(-1);
  });
});
