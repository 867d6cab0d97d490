import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/shared/errors.ts';
import { en } from '../../../src/renderer/i18n/en.ts';
import { zh } from '../../../src/renderer/i18n/zh.ts';

type Texts = Map<string, string>;

/** Every text of a table by its path; functions are called with stand-ins. */
function textsOf(value: unknown, path = '', texts: Texts = new Map()): Texts {
  if (typeof value === 'string') texts.set(path, value);
  else if (typeof value === 'function')
    texts.set(path, call(value as (...values: unknown[]) => string, path));
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) textsOf(inner, `${path}.${key}`, texts);
  return texts;
}

function call(message: (...values: unknown[]) => string, path: string): string {
  const failure = { code: 'internal', message: 'REASON', details: undefined };
  const quality = {
    heldOutTop1: 0.4,
    heldOutTop10: 0.7,
    heldOutCosine: 0.6,
    heldOutWords: 1900,
    heldOutOccurrences: 6000,
  };
  if (path.startsWith('.errors.')) return message(failure);
  if (path === '.foot.heldOutTip') return message(quality, 6, 100_000);
  if (path === '.unknownWord') return message(['blorp'], 'GloVe');
  return message(12, 34, 56);
}

const tables = { en: textsOf({ ...en, format: null }), zh: textsOf({ ...zh, format: null }) };

describe('the message tables', () => {
  it('have the same messages, none of them empty', () => {
    expect([...tables.zh.keys()]).toEqual([...tables.en.keys()]);
    for (const [path, text] of [...tables.en, ...tables.zh]) expect(text.trim(), path).not.toBe('');
  });

  it('say no number as undefined or NaN', () => {
    for (const [path, text] of [...tables.en, ...tables.zh])
      expect(text, path).not.toMatch(/undefined|NaN|null/);
  });

  it('are Chinese in Chinese, but for names and signs', () => {
    const same = [...tables.zh].filter(([path, text]) => tables.en.get(path) === text).map(([path]) => path);
    const names = same.filter(
      (path) => !/\.(umap|pca|wordnet|projector|parquet)$|\.keys\.list\.\d+\.keys\./.test(path),
    );
    expect(names).toEqual([]);
  });

  it('explain every error code without naming it', () => {
    for (const table of [en, zh]) {
      for (const code of errorCodes) {
        const text = table.errors[code]({ code, message: 'REASON', details: undefined });
        if (code.includes('-')) expect(text).not.toContain(code);
      }
    }
  });

  it('count in the singular and plural', () => {
    expect(en.contexts.added(1)).toBe('1 occurrence added.');
    expect(en.contexts.added(2)).toBe('2 occurrences added.');
    expect(en.unknownWord(['a'], 'GloVe')).toBe('“a” is not in GloVe.');
    expect(en.unknownWord(['a', 'b'], 'GloVe')).toBe('“a”, “b” are not in GloVe.');
  });
});
