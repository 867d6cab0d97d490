import { describe, expect, it } from 'vitest';
import {
  isAllowedLink,
  isPageAddress,
  isTrustedSender,
} from '../../../../src/main/hosts/electron/page-address.ts';

describe('the page in the window', () => {
  it('is known by its scheme and host', () => {
    expect(isPageAddress('app://semascope/index.html#x')).toBe(true);
    const foreign = [
      ...[
        'app://semascope.evil/',
        'app://evil/',
        'app://semascope@evil/',
        'app://user@semascope/',
        'app://semascope:1/',
      ],
      ...[
        'https://semascope/',
        'file:///semascope/index.html',
        'data:text/html,app://semascope/',
        'about:blank',
        '',
      ],
    ];
    for (const address of foreign) expect(isPageAddress(address), address).toBe(false);
  });

  it('is trusted as a sender only in the main frame', () => {
    const url = 'app://semascope/index.html';
    expect(isTrustedSender({ url, isMainFrame: true })).toBe(true);
    expect(isTrustedSender({ url, isMainFrame: false })).toBe(false);
    expect(isTrustedSender({ url: undefined, isMainFrame: true })).toBe(false);
    expect(isTrustedSender({ url: 'https://evil.example/', isMainFrame: true })).toBe(false);
  });
});

describe('links', () => {
  it('leave the app only by https to the sites that the page names', () => {
    expect(isAllowedLink('https://aclanthology.org/D19-1006/')).toBe(true);
    const refused = [
      ...['http://aclanthology.org/', 'https://evil.example/', 'https://aclanthology.org.evil.example/'],
      ...[
        'https://user@aclanthology.org/',
        'https://aclanthology.org:444/',
        'file:///etc/passwd',
        'javascript:1',
        'x',
      ],
    ];
    for (const address of refused) expect(isAllowedLink(address), address).toBe(false);
  });
});
