import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { failurePosition, isWanted, toFailure, unknownWords } from '../../../src/renderer/state/failure.ts';

describe('failures as the page shows them', () => {
  it('keep the code and what the core knows beyond it', () => {
    const details = { words: [{ word: 'bnak', suggestions: ['bank', 'snak'] }] };
    const failure = toFailure(new AppError('unknown-word', 'bnak is not in this set', { details }));
    expect(failure.code).toBe('unknown-word');
    expect(unknownWords(failure)).toEqual(details.words);
  });

  it.each([undefined, {}, { words: 'bank' }, { words: [null, { word: 3 }] }])(
    'stand odd details: %j',
    (details) => {
      expect(unknownWords({ code: 'unknown-word', message: '', details })).toEqual([]);
      expect(failurePosition({ code: 'bad-expression', message: '', details })).toBeUndefined();
    },
  );

  it('take what is no error of the app for an internal one', () => {
    expect(toFailure(new Error('oh'))).toMatchObject({ code: 'internal', message: 'oh' });
  });

  it('are none where somebody wanted the end', () => {
    expect(isWanted(toFailure(new AppError('canceled', '')))).toBe(true);
    expect(isWanted(toFailure(new AppError('disk-full', '')))).toBe(false);
  });
});
