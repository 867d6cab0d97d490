import { describe, expect, it } from 'vitest';
import { attentionOfSpan } from '../../../src/renderer/state/attention.ts';

/** One layer, two heads, three tokens; the word is made of the last two. */
const attention = {
  heads: 2,
  tokens: [
    { token: '[CLS]', start: 0, end: 0 },
    { token: 'ban', start: 0, end: 3 },
    { token: '##ks', start: 3, end: 5 },
  ],
  weights: Float32Array.from([1, 0, 0, 0.5, 0.5, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1]),
};

describe('attention of a word', () => {
  it("is the mean of its pieces' rows in one head", () => {
    expect([...attentionOfSpan(attention, { start: 0, end: 5 }, { layer: 0, head: 0 })]).toEqual([
      0.75, 0.25, 0,
    ]);
  });

  it('is the mean over all heads where none is chosen, and sums to 1', () => {
    const weights = attentionOfSpan(attention, { start: 0, end: 5 }, { layer: 0, head: null });
    expect([...weights]).toEqual([0.375, 0.375, 0.25]);
  });
});
