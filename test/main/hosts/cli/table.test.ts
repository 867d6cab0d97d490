import { describe, expect, it } from 'vitest';
import { closestName } from '../../../../src/main/hosts/cli/closest-name.ts';
import { alignColumns, displayWidth } from '../../../../src/main/hosts/cli/table.ts';

describe('alignColumns', () => {
  it('aligns by what a terminal shows', () => {
    const rows = [
      ['银行', '1'],
      ['bank', '23'],
      ['naïve', '4'],
    ];
    expect(alignColumns(rows, ['left', 'right'])).toBe('银行    1\nbank   23\nnaïve   4');
  });

  it('counts wide characters twice and joined emoji once', () => {
    expect(displayWidth('银行')).toBe(4);
    expect(displayWidth('👩‍🚀')).toBe(2);
    expect(displayWidth('e\u0301')).toBe(1);
  });
});

describe('closestName', () => {
  const names = ['neighbors', 'similarity', 'sets'];
  it('finds what was mistyped, and nothing where all are far', () => {
    expect(closestName('nieghbors', names)).toBe('neighbors');
    expect(closestName('neigh', names)).toBe('neighbors');
    expect(closestName('xyz', names)).toBeUndefined();
    expect(closestName('', names)).toBeUndefined();
  });
});
