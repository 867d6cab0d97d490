import { describe, expect, it } from 'vitest';
import { tellingWords } from '../../../src/renderer/state/own-word.ts';

const reading = ['bank', 'river', 'tributary', 'banker'].map((word) => ({ word }));

describe('the telling words of a reading', () => {
  it('pass over the word itself, however it is written', () => {
    expect(tellingWords(reading, 'Bank', 2)).toEqual(['river', 'tributary']);
  });

  it('are the first ones where there is no own word', () => {
    expect(tellingWords(reading, null, 2)).toEqual(['bank', 'river']);
  });
});
