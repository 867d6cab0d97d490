import { describe, expect, it } from 'vitest';
import { checkSpan, findPieces } from '../../../../src/main/core/encoders/spans.ts';

const offsets = { starts: Uint32Array.of(0, 0, 4, 9, 0), ends: Uint32Array.of(0, 4, 9, 10, 0) };
const text = 'river bank';
const at = (start: number, end: number) => ({ text, start, end });

describe('checkSpan', () => {
  it.each([
    ['an empty span', at(3, 3), /occurrence 7: span 3 to 3 is empty/],
    ['a span from right to left', at(5, 3), /is empty/],
    ['a span beyond the text', at(6, 11), /beyond its text, which has 10 UTF-16 units/],
    ['an empty text', { text: '', start: 0, end: 1 }, /which has 0/],
    ['half a character', { text: 'a😀', start: 0, end: 2 }, /inside a character/],
    ['numbers that are not whole', at(0.5, 2), /whole numbers/],
    ['NaN', at(Number.NaN, 2), /whole numbers/],
  ])('refuses %s, naming the occurrence', (_, occurrence, message) => {
    expect(() => checkSpan(occurrence, 7)).toThrow(message);
    expect(() => checkSpan(occurrence, 7)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('accepts a span up to the end of the text', () => {
    expect(() => checkSpan(at(6, 10), 0)).not.toThrow();
  });
});

describe('findPieces', () => {
  it.each([
    ['one piece', at(0, 4), { first: 1, end: 2 }],
    ['a part of a piece', at(5, 6), { first: 2, end: 3 }],
    ['all pieces that are touched', at(3, 10), { first: 1, end: 4 }],
    ['no neighbor that only borders', at(4, 9), { first: 2, end: 3 }],
  ])('takes %s', (_, occurrence, expected) => {
    expect(findPieces(offsets, occurrence, 0)).toEqual(expected);
  });

  it('says which occurrence holds nothing to read', () => {
    const blank = { starts: Uint32Array.of(0, 0, 6), ends: Uint32Array.of(0, 5, 10) };
    expect(() => findPieces(blank, at(5, 6), 3)).toThrow('occurrence 3: span 5 to 6 (" ") holds nothing');
  });
});
