import { describe, expect, it } from 'vitest';
import { csvField, csvOfLayout } from '../../../../src/main/hosts/cli/csv.ts';

describe('csvField', () => {
  it.each([
    ['bank', 'bank'],
    [',', '","'],
    ['"', '""""'],
    ['a\nb', '"a\nb"'],
    ["rock'n'roll", "rock'n'roll"],
  ])('writes %j as %j', (word, field) => expect(csvField(word)).toBe(field));
});

describe('csvOfLayout', () => {
  it('writes a row for each word under a header', () => {
    const text = [...csvOfLayout(['the', ','], new Float32Array([0.1, 2, -3, 4, 5, 6.5]))].join('');
    expect(text).toBe('word,x,y,z\nthe,0.1,2,-3\n",",4,5,6.5\n');
  });

  it('writes two columns for two dimensions, and every row of a long layout', () => {
    const words = Array.from({ length: 2500 }, (_, index) => `w${index}`);
    const text = [...csvOfLayout(words, new Float32Array(5000).fill(1))].join('');
    const rows = text.trimEnd().split('\n');
    expect(rows[0]).toBe('word,x,y');
    expect(rows).toHaveLength(2501);
    expect(rows.at(-1)).toBe('w2499,1,1');
  });
});
