import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElectronApplication, Page } from 'playwright';
import { electronPath, launchTestApp, openPage } from './support/electron-app.ts';

interface Bridge {
  call(name: string, input: unknown): Promise<unknown>;
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

const call = { kind: 'call', id: 1, name: 'app.info', input: {} };

function callFrom(page: Page): Promise<string> {
  return page.evaluate(async (message) => {
    const bridge = (window as unknown as { semascope: Bridge }).semascope;
    return bridge.call('call', message).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  }, call);
}

describe('the window', () => {
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    app = await launchTestApp(electronPath(), 'electron-security');
    page = await openPage(app);
  });
  afterAll(async () => {
    await app?.close();
  });

  it("accepts the app's own page", async () => {
    expect(await callFrom(page)).toBe('accepted');
  });

  it('refuses a foreign page, though it has the same preload', async () => {
    for (const address of ['data:text/html,<title>foreign</title>', 'about:blank']) {
      const foreign = await openPage(app, address);
      expect(await callFrom(foreign)).toContain('a foreign sender');
      await foreign.close();
    }
  });

  it('gives the page two verbs and nothing of Node or Electron', async () => {
    const found = await page.evaluate(() => ({
      verbs: Object.keys((window as unknown as { semascope: Bridge }).semascope).sort(),
      globals: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
    }));
    expect(found).toEqual({ verbs: ['call', 'subscribe'], globals: [] });
  });

  it('lets the page hear only what is meant for it', async () => {
    const message = await page.evaluate(() => {
      try {
        (window as unknown as { semascope: Bridge }).semascope.subscribe('semascope:call', () => undefined);
        return 'subscribed';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toContain('there is no "semascope:call"');
  });

  it('answers what the page asks of its host, past the core', async () => {
    const answer = await page.evaluate(async () => {
      const bridge = (window as unknown as { semascope: Bridge }).semascope;
      const answered = new Promise((resolve) => {
        const stop = bridge.subscribe('message', (message) => {
          if ((message as { id?: unknown }).id !== 77) return;
          stop();
          resolve(message);
        });
      });
      const input = { name: 'a.txt' };
      await bridge.call('call', { kind: 'call', id: 77, name: 'host.chooseTarget', input });
      return answered;
    });
    const output = { file: 'target', name: 'a.txt', address: null };
    expect(answer).toEqual({ kind: 'answer', id: 77, output });
  });

  it('tells the page the names and handles of dropped files, and no path', async () => {
    await page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'chooser';
      document.body.append(input);
    });
    await page.setInputFiles('#chooser', import.meta.filename);
    const event = await page.evaluate(async () => {
      const bridge = (window as unknown as { semascope: Bridge }).semascope;
      const heard = new Promise((resolve) => {
        const stop = bridge.subscribe('message', (message) => {
          if ((message as { name?: unknown }).name !== 'files') return;
          stop();
          resolve(message);
        });
      });
      const dataTransfer = new DataTransfer();
      for (const file of document.querySelector<HTMLInputElement>('#chooser')?.files ?? [])
        dataTransfer.items.add(file);
      dataTransfer.items.add(new File(['made in the page'], 'made.txt')); // lies nowhere: not told
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer }));
      return heard;
    });
    // The test's core gives the length of the path for a size: it did get the path.
    const file = {
      file: 'a handle',
      name: 'electron-security.test.ts',
      sizeBytes: import.meta.filename.length,
    };
    expect(event).toEqual({ kind: 'event', name: 'files', payload: { files: [file], failures: [] } });
  });

  it('ignores what is no message', async () => {
    const survived = await page.evaluate(async () => {
      const bridge = (window as unknown as { semascope: Bridge }).semascope;
      const nonsense = [null, 5, 'call', {}, { kind: 'call' }, { kind: 'call', id: 'x', name: 'app.info' }];
      for (const input of nonsense) await bridge.call('call', input);
      return true;
    });
    expect(survived).toBe(true);
    expect(await callFrom(page)).toBe('accepted');
  });

  it('serves only files of the page, with the content security policy', async () => {
    const answers = await page.evaluate(async () => {
      const paths = [
        '/index.html',
        '/missing.js',
        '/..%2fpackage.json',
        '/%2e%2e/main.cjs',
        '/..%5cmain.cjs',
        '/a%01',
      ];
      const responses = await Promise.all(paths.map((path) => fetch(`app://semascope${path}`)));
      return responses.map((response) => [
        response.status,
        response.headers.get('content-security-policy')?.slice(0, 18),
      ]);
    });
    const policy = "default-src 'none'";
    expect(answers).toEqual([[200, policy], ...Array<unknown>(5).fill([404, policy])]);
  });

  it('runs no inline script and reaches no other host', async () => {
    const result = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.head.append(script);
      const fetched = await fetch('https://example.org/').then(
        () => 'fetched',
        () => 'refused',
      );
      return [fetched, 'wasRun' in window];
    });
    expect(result).toEqual(['refused', false]);
  });

  it('stays where it is, opens no window, and denies permissions', async () => {
    const before = page.url();
    const opened = await page.evaluate(() => window.open('https://example.org/') === null);
    const permission = await page.evaluate(() => Notification.requestPermission());
    await page.evaluate(() => {
      location.href = 'https://example.org/';
    });
    await page.waitForTimeout(300);
    expect([opened, permission, page.url()]).toEqual([true, 'denied', before]);
  });
});
