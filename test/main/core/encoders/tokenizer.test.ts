import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTokenizer, type TextTokenizer } from '../../../../src/main/core/encoders/tokenizer.ts';

const root = join(import.meta.dirname, '../../../..');
const file = join(root, 'data/encoders/all-minilm-l6-v2/tokenizer.json');
const { cases } = JSON.parse(
  readFileSync(join(root, 'test/fixtures/tokenization/bert-uncased.json'), 'utf8'),
) as { cases: { name: string; text: string; tokens: string[]; ids: number[] }[] };

let tokenizer: TextTokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(readFileSync(file, 'utf8'), file);
});

async function piecesOf(text: string): Promise<[string, string][]> {
  const [result] = await tokenizer.tokenize([text]);
  if (!result) throw new Error('no answer');
  const { tokens, starts, ends, leading, trailing } = result;
  return tokens
    .map((token, index): [string, string] => [token, text.slice(starts[index], ends[index])])
    .slice(leading, tokens.length - trailing);
}

describe('the bundled tokenizer', () => {
  it.each(cases.map((each) => [each.name, each] as const))(
    'gives the reference tokens of %s',
    async (_, each) => {
      const [result] = await tokenizer.tokenize([each.text]);
      expect(result?.ids).toEqual(each.ids);
      expect(result?.tokens.slice(1, -1)).toEqual(each.tokens);
      expect([result?.leading, result?.trailing]).toEqual(each.tokens.length > 0 ? [1, 1] : [2, 0]);
    },
  );

  it('gives offsets in the text as it was written', async () => {
    const [result] = await tokenizer.tokenize(['A, naïve [MASK] AllenNLP sentence.']);
    expect(result?.tokens.slice(1, -1)).toEqual([
      'a',
      ',',
      'naive',
      '[MASK]',
      'allen',
      '##nl',
      '##p',
      'sentence',
      '.',
    ]);
    expect([...(result?.starts ?? [])].slice(1, -1)).toEqual([0, 1, 3, 9, 16, 21, 23, 25, 33]);
    expect([...(result?.ends ?? [])].slice(1, -1)).toEqual([1, 2, 8, 15, 21, 23, 24, 33, 34]);
  });

  it.each([
    ['emoji before the word', '😀🏗️ crane', ['crane', 'crane']],
    ['joined emoji before the word', '👩‍👩‍👧‍👦 seal', ['seal', 'seal']],
    ['an accent written as a combining mark', 'e\u0301 Cafe\u0301s', ['cafes', 'Cafe\u0301s']],
    ['letters beyond the basic plane before the word', '𝒜𝒜 bass', ['bass', 'bass']],
    ['a lone surrogate before the word', '\ud83d mouse', ['mouse', 'mouse']],
    ['a NUL before the word', '\u0000 mouse', ['mouse', 'mouse']],
  ])('keeps offsets exact with %s', async (_, text, expected) => {
    expect((await piecesOf(text)).at(-1)).toEqual(expected);
  });

  it('takes each Chinese character by itself', async () => {
    expect((await piecesOf('😀河行')).slice(-2).map(([, part]) => part)).toEqual(['河', '行']);
  });

  it('neither cuts nor pads', async () => {
    const [long, short] = await tokenizer.tokenize(['bank '.repeat(1000), 'bank']);
    expect(long?.ids.length).toBe(1002);
    expect(short?.ids.length).toBe(3);
  });

  it('says which file is no tokenizer', async () => {
    await expect(loadTokenizer('{"model": 3}', 'my/tokenizer.json')).rejects.toThrow(
      /^my\/tokenizer\.json is no/,
    );
    await expect(loadTokenizer('', 'x')).rejects.toMatchObject({ code: 'encoder-damaged' });
  });
});
