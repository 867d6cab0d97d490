import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayProblem, electronPath } from '../../../../src/main/hosts/start/find-electron.ts';
import { explainFailure, launchWindow } from '../../../../src/main/hosts/start/launch-window.ts';
import { browserCommand } from '../../../../src/main/hosts/start/open-browser.ts';

describe('finding Electron', () => {
  it('looks in the named folder first', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join('/', 'dist') };
    expect(electronPath('/nowhere', { platform: 'linux', env })).toBe(join('/', 'dist', 'electron'));
    expect(electronPath('/nowhere', { platform: 'win32', env })).toBe(join('/', 'dist', 'electron.exe'));
    const own = join('/nowhere', 'node_modules/electron/dist/electron');
    expect(electronPath('/nowhere', { platform: 'linux', env: {} })).toBe(own);
  });

  it('knows that Linux needs a display', () => {
    expect(displayProblem({ platform: 'linux', env: {} })).toBe('there is no display');
    expect(displayProblem({ platform: 'linux', env: { DISPLAY: ':0' } })).toBeUndefined();
    expect(displayProblem({ platform: 'linux', env: { WAYLAND_DISPLAY: 'w' } })).toBeUndefined();
    expect(displayProblem({ platform: 'darwin', env: {} })).toBeUndefined();
  });
});

describe('a window that does not open', () => {
  it('says the one line that tells why', () => {
    const noLibrary =
      'electron: error while loading shared libraries: libnss3.so: cannot open shared object file';
    expect(explainFailure(`\n${noLibrary}\n`, 'exit code 127')).toBe(`Electron did not start: ${noLibrary}`);
    const noServer =
      '[12:1/2:ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY\n[12:x] The platform failed';
    expect(explainFailure(noServer, 'SIGSEGV')).toBe('Electron did not start: Missing X server or $DISPLAY');
    expect(explainFailure('', 'exit code 3')).toBe('Electron did not start (exit code 3)');
  });

  it('fails at once where there is no such program, or it ends by itself', async () => {
    const options = {
      ...{ root: '/nowhere', dataDir: '/nowhere', hasSandbox: true, timeoutMs: 20_000 },
      ...{ signal: new AbortController().signal, onMessage: () => undefined },
    };
    const missing = await launchWindow({ ...options, electron: '/nowhere/electron' });
    expect(missing.kind).toBe('failed');
    const ending = await launchWindow({ ...options, electron: process.execPath });
    expect(ending.kind).toBe('failed');
  });
});

describe('opening the browser', () => {
  it("uses the system's own way, and needs a desktop on Linux", () => {
    expect(browserCommand('http://x/', 'darwin', {})).toEqual(['open', ['http://x/']]);
    expect(browserCommand('http://x/', 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', ['http://x/']]);
    expect(browserCommand('http://x/', 'linux', {})).toBeUndefined();
  });
});
