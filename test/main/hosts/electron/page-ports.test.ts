import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../../../src/main/hosts/electron/page-address.ts';
import { acceptPages } from '../../../../src/main/hosts/electron/page-ports.ts';

type Handler = (event: unknown, ...values: unknown[]) => unknown;

function createIpc() {
  const handlers = new Map<string, Handler>();
  const drops: (readonly string[])[] = [];
  let pages = 0;
  acceptPages(
    // Only `handle` is used.
    { handle: (name: string, handler: Handler) => handlers.set(name, handler) } as unknown as IpcMain,
    { onPage: () => pages++, onDrop: (paths) => drops.push(paths) },
  );
  const invoke = (name: string, event: unknown, ...values: unknown[]): unknown =>
    handlers.get(name)?.(event, ...values);
  return { invoke, drops, pages: () => pages };
}

const senderOf = (url: string | null, parent: unknown = null): unknown => ({
  sender: new EventEmitter(),
  senderFrame: url === null ? null : { url, parent },
});

const foreigners: Record<string, unknown> = {
  'another site': senderOf('https://evil.example/'),
  'a page of data': senderOf('data:text/html,foreign'),
  'our host on another scheme': senderOf('https://semascope/index.html'),
  'a frame in the page': senderOf(pageAddress, {}),
  'a frame that is gone': senderOf(null),
};

describe('the channel for dropped files', () => {
  it.each(Object.entries(foreigners))('refuses %s', (_who, event) => {
    const { invoke, drops, pages } = createIpc();
    expect(() => invoke('semascope:drop', event, ['/etc/passwd'])).toThrow('a foreign sender');
    expect([drops, pages()]).toEqual([[], 0]);
  });

  it('takes paths from the page, and nothing that is none', () => {
    const { invoke, drops } = createIpc();
    const event = senderOf(pageAddress);
    invoke('semascope:drop', event, ['/a.txt', 5, '', null, '/b.txt']);
    for (const nonsense of [undefined, 'a.txt', {}, [], [{}]]) invoke('semascope:drop', event, nonsense);
    expect(drops).toEqual([['/a.txt', '/b.txt']]);
  });
});
