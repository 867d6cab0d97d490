import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/renderer/i18n/format.ts';

const en = createFormat('en');
const zh = createFormat('zh');

describe('numbers and times', () => {
  it('group digits, keep decimals, round percentages', () => {
    expect(en.integer(341479)).toBe('341,479');
    expect(en.decimal(0.79, 3)).toBe('0.790');
    expect(en.percent(0.704)).toBe('70%');
    expect(en.percent(0.0545, 1)).toBe('5.5%');
  });

  it.each([
    [0, '1 s', '1 秒'],
    [1200, '2 s', '2 秒'],
    [89_000, '89 s', '89 秒'],
    [90_000, '2 min', '2 分钟'],
    [3_600_000, '60 min', '60 分钟'],
  ])('say %i ms as a person waits', (ms, english, chinese) => {
    expect(en.duration(ms)).toBe(english);
    expect(zh.duration(ms)).toBe(chinese);
  });
});

describe('sizes and figures', () => {
  it('are written in steps of a thousand', () => {
    const { bytes } = createFormat('en');
    expect([0, 999, 1000, 5900, 141_400_000, 1_250_000_000].map(bytes)).toEqual([
      ...['0 B', '999 B', '1 kB', '5.9 kB', '141 MB', '1.3 GB'],
    ]);
  });

  it('have three digits that count', () => {
    const { figure } = createFormat('en');
    expect([3.8216, 12.345, 0.037215, 0, 1234].map(figure)).toEqual(['3.82', '12.3', '0.0372', '0', '1,230']);
  });
});
