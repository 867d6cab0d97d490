import { describe, expect, it } from 'vitest';
import { createUtf16Offsets, splitsSurrogatePair } from '../../../../src/main/core/encoders/offsets.ts';

/** Checks every code point's offset against the string's own iterator. */
function expectExact(text: string): void {
  const toUtf16 = createUtf16Offsets(text);
  const characters = Array.from(text);
  for (let count = 0; count <= characters.length; count++) {
    expect(toUtf16(count)).toBe(characters.slice(0, count).join('').length);
  }
}

describe('createUtf16Offsets', () => {
  it.each([
    ['plain text', 'bank'],
    ['accents', 'naïve café'],
    ['combining marks', 'Cafe\u0301 n\u0303o'],
    ['Chinese', '河边的银行'],
    ['rare Chinese characters beyond the basic plane', '𠮷野家的𠀋'],
    ['emoji', 'a 😀 b 🏗️ c'],
    ['emoji joined by zero-width joiners', '👩‍👩‍👧‍👦 and 🧑🏽‍🚀'],
    ['flags', '🇨🇳🇫🇷 x'],
    ['lone surrogates', 'a\ud800b\udc00c'],
    ['no text', ''],
  ])('counts UTF-16 units in %s', (_, text) => {
    expectExact(text);
  });

  it('gives the length for offsets past the end', () => {
    expect(createUtf16Offsets('ab')(9)).toBe(2);
    expect(createUtf16Offsets('😀')(9)).toBe(2);
  });
});

describe('splitsSurrogatePair', () => {
  it('is true only between the two halves of a character', () => {
    expect([0, 1, 2, 3, 4].map((offset) => splitsSurrogatePair('a😀b', offset))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(splitsSurrogatePair('\ud800a', 1)).toBe(false);
  });
});
