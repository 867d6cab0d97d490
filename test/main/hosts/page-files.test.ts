import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentTypeOf, isInside, pageFile } from '../../../src/main/hosts/page-files.ts';

const folder = join('/', 'app', 'page');

describe('files of the page', () => {
  it('are found below its folder', () => {
    expect(pageFile(folder, '/')).toBe(join(folder, 'index.html'));
    expect(pageFile(folder, '/assets/a%20b.js')).toBe(join(folder, 'assets', 'a b.js'));
    expect(pageFile(folder, '/assets/../index.html')).toBe(join(folder, 'index.html'));
  });

  it('are never outside it, however the way is written', () => {
    const tricks = [
      ...['/../secret', '/..%2fsecret', '/%2e%2e/secret', '/%2e%2e%2fsecret', '/a/../../secret', '/..'],
      ...[
        '/..\\secret',
        '/..%5csecret',
        '/%5c..%5csecret',
        '/C:/secret',
        '/C%3A%5Csecret',
        '/\\\\host\\share',
      ],
      ...['/a%00.html', '/%00', '/a\n', '/%', '/%zz', '/%252e%252e/secret', 'index.html', ''],
      ...['/../page-of-another/index.html'],
    ];
    for (const path of tricks) expect(pageFile(folder, path), path).toBeUndefined();
  });

  it('have a content type by their ending', () => {
    expect(contentTypeOf('index.HTML')).toBe('text/html; charset=utf-8');
    expect(contentTypeOf('a.b.js')).toBe('text/javascript; charset=utf-8');
    for (const file of ['a.exe', 'constructor', 'x.__proto__', '']) {
      expect(contentTypeOf(file)).toBe('application/octet-stream');
    }
  });

  it('tell a folder inside from one whose name only begins alike', () => {
    expect(isInside(folder, join(folder, '..page'))).toBe(true);
    expect(isInside(folder, `${folder}-other`)).toBe(false);
    expect(isInside(folder, folder)).toBe(true);
  });
});
