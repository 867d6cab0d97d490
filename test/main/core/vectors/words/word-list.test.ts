import { describe, expect, it } from 'vitest';
import { createWordListBuilder, toWordList } from '../../../../../src/main/core/vectors/words/word-list.ts';

const words = ['the', '', 'naïve', '语言', '😀', 'new york'];

describe('a word list', () => {
  it('gives every word back', () => {
    const list = toWordList(words);
    expect(list.length).toBe(words.length);
    expect(words.map((_, rank) => list.at(rank))).toEqual(words);
    expect(list.join(3)).toBe('the\n\nnaïve');
    expect(list.join(0)).toBe('');
    expect(list.join(100)).toBe(words.join('\n'));
  });

  it('has a first part over the same bytes', () => {
    const list = toWordList(words);
    const first = list.first(2);
    expect([first.length, first.at(1), first.join(9)]).toEqual([2, '', 'the\n']);
    expect(first.bytes).toBe(list.bytes);
  });

  it('is built of blocks', () => {
    const builder = createWordListBuilder(words.length);
    expect(builder.add(Buffer.from(words.slice(0, 4).join('\n')))).toBe(4);
    expect(builder.add(Buffer.from('😀'))).toBe(1);
    expect(builder.add(Buffer.from('new york'))).toBe(1);
    expect(builder.count()).toBe(6);
    const list = builder.finish();
    expect(words.map((_, rank) => list.at(rank))).toEqual(words);
  });

  it('may be empty', () => {
    expect(toWordList([]).length).toBe(0);
    expect(toWordList([]).join(5)).toBe('');
  });
});
