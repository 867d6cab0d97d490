import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../../src/main/core/vectors/expression/parse-expression.ts';
import { AppError } from '../../../../../src/shared/errors.ts';

/** `word*weight` of each term. */
function terms(text: string): string {
  return parseExpression(text)
    .map(({ word, weight }) => `${weight} ${word}`)
    .join(', ');
}

function failure(text: string): { code: string; message: string; position: unknown } {
  try {
    parseExpression(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      code: error.code,
      message: error.message,
      position: (error.details as { position: number }).position,
    };
  }
  throw new Error(`${text} was accepted`);
}

describe('parseExpression', () => {
  it.each([
    ['king', '1 king'],
    ['  king  ', '1 king'],
    ['king - man + woman', '1 king, -1 man, 1 woman'],
    ['king -man', '1 king, -1 man'],
    ['king+woman', '1 king, 1 woman'],
    ['-king + queen', '-1 king, 1 queen'],
    ['king - -man', '1 king, 1 man'],
    ['(a + b) - c', '1 a, 1 b, -1 c'],
    ['a - (b - (c - d))', '1 a, -1 b, 1 c, -1 d'],
    ['0.5*paris', '0.5 paris'],
    ['.5 * paris + 2*rome', '0.5 paris, 2 rome'],
    ['paris*0.5', '0.5 paris'],
    ['2*(a - b)', '2 a, -2 b'],
    ['(a - b)*0.5 - c', '0.5 a, -0.5 b, -1 c'],
    ['-2*a', '-2 a'],
    ['cat + cat', '1 cat, 1 cat'],
  ])('reads %s', (text, expected) => expect(terms(text)).toBe(expected));

  it.each([
    ['jack-in-the-box', '1 jack-in-the-box'],
    ['u.s.', '1 u.s.'],
    ["o'neil - 'n", "1 o'neil, -1 'n"],
    ['c++', '1 c++'],
    ['m*a*s*h', '1 m*a*s*h'],
    ['1990s + 7', '1 1990s, 1 7'],
    ['2 - 1', '1 2, -1 1'],
    ['3.14', '1 3.14'],
    ['语言 + 学', '1 语言, 1 学'],
    ['naïve', '1 naïve'],
    ['9/11', '1 9/11'],
  ])('takes %s for words', (text, expected) => expect(terms(text)).toBe(expected));

  it.each([
    ['"new york" - city', '1 new york, -1 city'],
    ['"-"', '1 -'],
    ['"(" + ")"', '1 (, 1 )'],
    [String.raw`"\""`, '1 "'],
    ['"\\\\"', '1 \\'],
    ['“new york”', '1 new york'],
    ['0.5*"2"', '0.5 2'],
  ])('takes what %s quotes as it stands', (text, expected) => expect(terms(text)).toBe(expected));

  it.each([
    ['king − man', '1 king, -1 man'],
    ['king – man', '1 king, -1 man'],
    ['国王－男人＋女人', '1 国王－男人, 1 女人'],
    ['（a＋b）－ c', '1 a, 1 b, -1 c'],
    ['0.5×a', '0.5 a'],
  ])('knows the signs of other keyboards in %s', (text, expected) => expect(terms(text)).toBe(expected));

  it.each([
    ['', 0, 'expected a word or an expression such as king - man + woman'],
    ['   ', 3, 'expected a word'],
    ['king -', 6, 'expected a word, found the end'],
    ['+', 1, 'expected a word, found the end'],
    ['king man', 5, 'expected + or -, found "man"'],
    ['(king', 5, 'expected a closing bracket, found the end'],
    ['king)', 4, 'no closing bracket'],
    ['()', 1, 'expected a word'],
    ['a * b', 4, 'expected a number'],
    ['2 *', 3, 'expected a word'],
    ['(a b)', 3, 'expected +, - or a closing bracket'],
    ['"new york', 0, 'expected a closing "'],
    ['a + ""', 4, 'expected a word'],
    ['('.repeat(101) + 'a', 100, 'at most 100 brackets'],
  ])('refuses %j at position %d', (text, position, expected) => {
    const error = failure(text);
    expect(error.code).toBe('bad-expression');
    expect(error.position).toBe(position);
    expect(error.message).toContain(expected);
    expect(error.message).toContain(`at character ${position + 1}`);
  });

  it('reads ten thousand characters of signs and brackets without trouble', () => {
    expect(failure('-'.repeat(10_000)).code).toBe('bad-expression');
    expect(failure('('.repeat(10_000)).code).toBe('bad-expression');
    expect(parseExpression('a + '.repeat(2000) + 'a').length).toBe(2001);
  });
});
