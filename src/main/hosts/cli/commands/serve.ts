import type { Command } from '../command.ts';
import { integer, isOn, text } from '../options.ts';

export const serveCommand: Command = {
  name: 'serve',
  takes: '',
  summary: 'the app in the browser, from a server on this machine',
  options: {
    port: { value: 'PORT', help: 'the port (default: 0, a free one)' },
    host: { value: 'ADDRESS', help: 'the address to listen on (default: 127.0.0.1)' },
    'no-open': { help: 'print the address only, open no browser' },
  },
  positionals: [0, 0],
  run: async ({ parsed, host, dataDir, signal, print }) => {
    await host.serve({
      ...{ dataDir, signal },
      port: integer(parsed, 'port', { from: 0, to: 65_535 }) ?? 0,
      host: text(parsed, 'host') ?? '127.0.0.1',
      opensBrowser: !isOn(parsed, 'no-open'),
      onReady: (address) => print({ address }, () => address),
    });
  },
};
