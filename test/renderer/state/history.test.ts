import { describe, expect, it } from 'vitest';
import {
  canGoBack,
  canGoForward,
  current,
  emptyHistory,
  step,
  visit,
} from '../../../src/renderer/state/history.ts';

const walked = ['bank', 'river', 'lake'].reduce(visit, emptyHistory);

describe('the way walked', () => {
  it('retraces its steps and goes on again', () => {
    expect(current(walked)).toBe('lake');
    const back = step(step(walked, -1), -1);
    expect(current(back)).toBe('bank');
    expect(canGoBack(back)).toBe(false);
    expect(current(step(back, 1))).toBe('river');
  });

  it('forgets what lay ahead when a new word is visited', () => {
    const turned = visit(step(walked, -1), 'jazz');
    expect(turned.entries).toEqual(['bank', 'river', 'jazz']);
    expect(canGoForward(turned)).toBe(false);
  });

  it('counts the same word twice in a row as one step', () => {
    expect(visit(walked, 'lake')).toBe(walked);
  });

  it('stays where it is at both ends', () => {
    expect(step(walked, 1)).toBe(walked);
    expect(step(emptyHistory, -1)).toBe(emptyHistory);
    expect(current(emptyHistory)).toBeUndefined();
  });

  it('keeps the last 200 words', () => {
    const long = Array.from({ length: 250 }, (_, index) => `word ${index}`).reduce(visit, emptyHistory);
    expect(long.entries).toHaveLength(200);
    expect(current(long)).toBe('word 249');
  });
});
