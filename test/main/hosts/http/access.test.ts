import { describe, expect, it } from 'vitest';
import { isOwnHost, isOwnOrigin, isSameSecret, readCookie } from '../../../../src/main/hosts/http/access.ts';

const here = { host: '127.0.0.1', port: 4321 };

describe('the Host check', () => {
  it('knows the loopback by each of its names, with our port', () => {
    for (const host of [
      '127.0.0.1:4321',
      'localhost:4321',
      'LOCALHOST:4321',
      '[::1]:4321',
      '127.0.0.2:4321',
    ]) {
      expect(isOwnHost(host, here), host).toBe(true);
    }
    expect(isOwnHost('localhost', { host: '127.0.0.1', port: 80 })).toBe(true);
  });

  it('refuses other names, other ports, and what only looks like ours', () => {
    const foreign = [
      ...[
        'evil.example:4321',
        '127.0.0.1.evil.example:4321',
        'localhost.evil.example:4321',
        '127.0.0.1:4322',
      ],
      ...['127.0.0.1', '127.0.0.1:4321@evil.example', 'user@127.0.0.1:4321', '127.0.0.1:4321/x', ''],
      ...[
        '127.0.0.1:04321x',
        '0x7f.1:4321',
        '2130706433:4321',
        '192.168.0.7:4321',
        '[::2]:4321',
        '127.evil:4321',
      ],
    ];
    for (const host of foreign) expect(isOwnHost(host, here), host).toBe(false);
    expect(isOwnHost(undefined, here)).toBe(false);
  });

  it('knows the address that it was told to listen on', () => {
    expect(isOwnHost('192.168.0.7:4321', { host: '192.168.0.7', port: 4321 })).toBe(true);
    expect(isOwnHost('192.168.0.8:4321', { host: '192.168.0.7', port: 4321 })).toBe(false);
  });

  it('on all addresses takes any number, but no name', () => {
    expect(isOwnHost('192.168.0.8:4321', { host: '0.0.0.0', port: 4321 })).toBe(true);
    expect(isOwnHost('rebound.example:4321', { host: '0.0.0.0', port: 4321 })).toBe(false);
  });
});

describe('the Origin check', () => {
  it('wants the same scheme, host and port', () => {
    expect(isOwnOrigin('http://127.0.0.1:4321', '127.0.0.1:4321')).toBe(true);
    expect(isOwnOrigin('http://localhost', 'localhost:80')).toBe(true);
    for (const origin of [
      'https://127.0.0.1:4321',
      'http://127.0.0.1:4322',
      'http://localhost:4321',
      'null',
      '',
    ]) {
      expect(isOwnOrigin(origin, '127.0.0.1:4321'), origin).toBe(false);
    }
    expect(isOwnOrigin(undefined, '127.0.0.1:4321')).toBe(false);
  });
});

describe('secrets', () => {
  it('are the same only when they are equal', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true);
    for (const given of ['', 'ab', 'abcd', 'abd', undefined, null])
      expect(isSameSecret(given, 'abc')).toBe(false);
  });

  it('are read from the cookie of that name alone', () => {
    const header = 'semascope-1=one; semascope-11=eleven; other=semascope-2=two';
    expect(readCookie(header, 'semascope-11')).toBe('eleven');
    expect(readCookie(header, 'semascope-2')).toBeUndefined();
    expect(readCookie(undefined, 'semascope-1')).toBeUndefined();
  });
});
