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
