import { describe, expect, it } from 'vitest';
import { typedWord } from '../../../src/renderer/state/completion.ts';

describe('the word being typed', () => {
  it.each([
    ['ban', '', 'ban'],
    ['king - ma', 'king - ', 'ma'],
    ['king - (ma', 'king - (', 'ma'],
    ['0.5*riv', '0.5*', 'riv'],
    ['king + 2*qu', 'king + 2*', 'qu'],
    ['twenty-on', '', 'twenty-on'],
    ['king ', 'king ', ''],
    ['king -', 'king -', ''],
    ['', '', ''],
  ])('in %j is what follows %j', (text, before, word) => {
    expect(typedWord(text)).toEqual({ before, word });
  });
});
