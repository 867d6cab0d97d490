import { describe, expect, it } from 'vitest';
import { attachmentHeader, shownFileName } from '../../../../src/main/hosts/http/file-name.ts';

describe('a file name that a page gives', () => {
  it('is shown without the way to it', () => {
    expect(shownFileName('vectors.txt')).toBe('vectors.txt');
    expect(shownFileName('C:\\fakepath\\my vectors.txt')).toBe('my vectors.txt');
    expect(shownFileName('../../etc/passwd')).toBe('passwd');
    expect(shownFileName('词向量 (1).vec')).toBe('词向量 (1).vec');
  });

  it('loses what would be shown as something else', () => {
    expect(shownFileName('a\u0000b\nc\u202etxt.exe')).toBe('abctxt.exe');
    expect(shownFileName('x'.repeat(300))).toHaveLength(200);
  });

  it('is "file" where nothing is left', () => {
    for (const given of ['', '/', '..', 'a/..', '\u0001', '   ']) expect(shownFileName(given)).toBe('file');
  });
});

describe('the name of a download', () => {
  it('is given in plain ASCII and as it is', () => {
    expect(attachmentHeader('glove.txt')).toBe(
      `attachment; filename="glove.txt"; filename*=UTF-8''glove.txt`,
    );
    expect(attachmentHeader(`词 "a"\r\nX: 1.txt`)).toBe(
      `attachment; filename="_ _a_X_ 1.txt"; filename*=UTF-8''%E8%AF%8D%20%22a%22X%3A%201.txt`,
    );
    expect(attachmentHeader(`it's.txt`)).toContain(`filename*=UTF-8''it%27s.txt`);
  });
});
