import { describe, expect, it } from 'vitest';
import { parseGloss } from '../../../../src/main/core/wordnet/gloss.ts';

describe('parseGloss', () => {
  it('parts the definition from its examples', () => {
    expect(parseGloss('sloping land (beside water); "they sat on the bank"; "a steep bank"  ')).toEqual({
      definition: 'sloping land (beside water)',
      examples: ['they sat on the bank', 'a steep bank'],
    });
  });

  it('leaves quotes inside a definition where they are', () => {
    const gloss = 'a report of the exact words (e.g., "he said `I am a fool\'")';
    expect(parseGloss(gloss)).toEqual({ definition: gloss, examples: [] });
  });

  it('drops who an example is taken from', () => {
    expect(parseGloss('in these times; "nowadays"- Nancy Mitford; "we rarely see it now"').examples).toEqual([
      'nowadays',
      'we rarely see it now',
    ]);
  });

  it('takes examples that no semicolon parts', () => {
    expect(parseGloss('make a date; "Has he asked you?" "He asked me"').examples).toHaveLength(2);
  });

  it('ends an example that is never closed with the gloss', () => {
    expect(parseGloss('a word; "left open')).toEqual({ definition: 'a word', examples: ['left open'] });
  });
});
