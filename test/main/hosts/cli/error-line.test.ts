import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors.ts';
import { errorLine } from '../../../../src/main/hosts/cli/error-line.ts';

describe('errorLine', () => {
  const details = { words: [{ word: 'bnak', suggestions: ['bank', 'banks'] }] };

  it('adds the closest spellings of unknown words, once', () => {
    const bare = new AppError('unknown-word', '"bnak" is not in this set', { details });
    expect(errorLine(bare)).toBe('"bnak" is not in this set; did you mean bank, banks?');
    const said = new AppError('unknown-word', '"bnak" is not in this set (close to it: bank)', { details });
    expect(errorLine(said)).toBe(said.message);
  });

  it('takes one line', () => {
    expect(errorLine(new AppError('bad-file', 'a.txt line 3:\n  expected numbers'))).toBe(
      'a.txt line 3: expected numbers',
    );
  });

  it('marks what nobody expected', () => {
    expect(errorLine(new TypeError('x is undefined'))).toBe('internal error: x is undefined');
    expect(errorLine('odd')).toBe('internal error: odd');
  });
});
