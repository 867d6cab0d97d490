import { describe, expect, it } from 'vitest';
import { nextMark, type ContextItem } from '../../../src/renderer/state/marks.ts';

function add(items: readonly ContextItem[], senseId: string | null): readonly ContextItem[] {
  const sense = senseId === null ? null : { id: senseId, label: senseId };
  const occurrence = { text: 'a', start: 0, end: 1 };
  return [...items, { id: items.length, occurrence, sense, mark: nextMark(items, senseId) }];
}

const marked = (senses: readonly (string | null)[]): readonly ContextItem[] =>
  senses.reduce<readonly ContextItem[]>(add, []);

describe('marks of occurrences', () => {
  it('share a color within a sense and never a shape', () => {
    const items = marked(['river', 'river', 'money', 'money']);
    expect(items.map(({ mark }) => mark.color)).toEqual([0, 0, 1, 1]);
    expect(items.map(({ mark }) => mark.shape)).toEqual([0, 1, 2, 3]);
  });

  it('give each typed sentence a color of its own', () => {
    expect(marked(['river', null, null]).map(({ mark }) => mark.color)).toEqual([0, 1, 2]);
  });

  it('take up a shape that was freed', () => {
    const [, ...rest] = marked(['river', 'river', 'money']);
    expect(nextMark(rest, 'money')).toEqual({ color: 1, shape: 0 });
  });

  it('go on when all colors and shapes are taken', () => {
    const items = marked(Array.from({ length: 20 }, (_, index) => `sense ${index}`));
    expect(Math.max(...items.map(({ mark }) => mark.color))).toBe(7);
    expect(Math.max(...items.map(({ mark }) => mark.shape))).toBe(7);
  });
});
